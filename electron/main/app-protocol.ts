/** `app://shanyan/` is the page, `app://att/<sha256>` an attachment's bytes, `app://paper/…` what is being printed; nothing else is ever loaded. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol } from 'electron'
import { fileStream } from './file-stream.ts'
import {
  attachmentTarget,
  contentSecurityPolicy,
  pageFile,
  pageType,
  paperPolicy,
  paperTarget,
  parseRange,
} from './protocol-rules.ts'

export const appOrigin = 'app://shanyan'

const headersForAll = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  // the first one loads what all of them need: while Electron gets ready there is time for it, at the first request there is none
  void new Response('')
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      // `corsEnabled`: the page's worker reads pictures, which have another host
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        stream: true,
        codeCache: true,
      },
    },
  ])
}

/** Takes the folder of the built page and the data folder with its content store. */
export function serveApp(rendererDir: string, dataDir: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    try {
      if (url.host === 'shanyan') return await servePage(rendererDir, url)
      if (url.host === 'att') return await serveAttachment(dataDir, url, request.headers.get('range'))
      if (url.host === 'paper') return await servePaper(dataDir, url)
      return refuse(404)
    } catch {
      return refuse(404)
    }
  })
}

async function servePage(root: string, url: URL): Promise<Response> {
  const file = pageFile(root, url.pathname)
  if (!file) return refuse(404)
  const headers = {
    ...headersForAll,
    'Content-Type': pageType(file),
    'Content-Security-Policy': contentSecurityPolicy,
    'Cache-Control': 'no-cache',
  }
  return new Response(await readFile(file), { headers })
}

async function servePaper(dataDir: string, url: URL): Promise<Response> {
  const target = paperTarget(url)
  if (!target) return refuse(404)
  const headers = { ...headersForAll, 'Content-Type': target.type, 'Content-Security-Policy': paperPolicy }
  return new Response(await readFile(join(dataDir, ...target.segments)), { headers })
}

async function serveAttachment(dataDir: string, url: URL, rangeHeader: string | null): Promise<Response> {
  const target = attachmentTarget(url)
  if (!target) return refuse(404)
  const file = join(dataDir, ...target.segments)
  const { size } = await stat(file)
  const headers: Record<string, string> = {
    ...headersForAll,
    'Content-Type': target.type,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    // the name is the content: it never changes
    'Cache-Control': 'max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    // nothing but this program's page ever asks
    'Access-Control-Allow-Origin': '*',
    ETag: `"${target.hash}"`,
  }
  const range = parseRange(rangeHeader, size)
  if (range === 'unsatisfiable') return refuse(416, { 'Content-Range': `bytes */${size}` })
  if (!range) {
    return new Response(fileStream(file), { headers: { ...headers, 'Content-Length': String(size) } })
  }
  headers['Content-Range'] = `bytes ${range.start}-${range.end}/${size}`
  headers['Content-Length'] = String(range.end - range.start + 1)
  return new Response(fileStream(file, range), { status: 206, headers })
}

function refuse(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...headersForAll, ...headers } })
}
