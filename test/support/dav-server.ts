import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

/** Answers a request in its own way; `false` leaves it to the ordinary server. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => unknown

/** A small WebDAV server in memory that can be told to misbehave. */
export type DavServer = {
  url: string
  port: number
  files: Map<string, Buffer>
  /** Methods and last path parts, in order. */
  requests: string[]
  headers: IncomingMessage['headers'][]
  /** The next `times` requests of this method go to `fault`. */
  fail(method: string, fault: Fault, times?: number): void
  /** Whether the collection is there. */
  isMade: boolean
  close(): Promise<void>
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Fault =>
  (request, response) => {
    request.resume()
    request.once('end', () => response.writeHead(code, headers).end(body))
  }

export function multistatus(entries: { href: string; size?: number | string; prop?: string }[]): string {
  const one = ({ href, size, prop }: (typeof entries)[number]) =>
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${
      prop ?? (size === undefined ? '<d:resourcetype><d:collection/></d:resourcetype>' : '<d:resourcetype/>')
    }${size === undefined ? '' : `<d:getcontentlength>${size}</d:getcontentlength>`}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
  return `<?xml version="1.0" encoding="utf-8"?>\n<d:multistatus xmlns:d="DAV:">${entries.map(one).join('')}</d:multistatus>`
}

const root = '/dav/'

export async function startDav(secure?: { key: string; cert: string }): Promise<DavServer> {
  const faults: { method: string; fault: Fault; left: number }[] = []
  const sockets = new Set<Socket>()
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const method = request.method ?? ''
    const name = decodeURIComponent((request.url ?? '').slice(root.length))
    dav.requests.push(`${method} ${name}`)
    dav.headers.push(request.headers)
    const due = faults.find((one) => one.method === method && one.left > 0)
    if (due) {
      due.left--
      if ((await due.fault(request, response)) !== false) return
    }
    if (request.headers.expect) response.writeContinue()
    await ordinary(dav, request, response, name).catch(() => response.destroy())
  }
  const server: Server = secure ? createSecureServer(secure, handle) : createServer(handle)
  // whether to go on is the fault's to say
  server.on('checkContinue', handle)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const dav: DavServer = {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}${root}`,
    port,
    files: new Map(),
    requests: [],
    headers: [],
    isMade: true,
    fail: (method, fault, times = 1) => void faults.push({ method, fault, left: times }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
  return dav
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

async function ordinary(dav: DavServer, request: IncomingMessage, response: ServerResponse, name: string) {
  const body = await bodyOf(request)
  const end = (code: number, headers: Record<string, string | number> = {}, bytes: Buffer | string = '') =>
    response.writeHead(code, headers).end(bytes)
  const file = dav.files.get(name)
  switch (request.method) {
    case 'PROPFIND': {
      if (!dav.isMade) return end(404)
      const xml = { 'Content-Type': 'application/xml' }
      if (name) return file ? end(207, xml, multistatus([entryOf(name, file)])) : end(404)
      const files = [...dav.files].map(([each, bytes]) => entryOf(each, bytes))
      return end(207, xml, multistatus([{ href: root }, ...files]))
    }
    case 'MKCOL':
      if (dav.isMade) return end(405)
      dav.isMade = true
      return end(201)
    case 'PUT':
      if (!dav.isMade) return end(409)
      dav.files.set(name, body)
      return end(file ? 204 : 201)
    case 'GET': {
      if (!file) return end(404)
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN)
      if (Number.isNaN(from)) return end(200, { 'Content-Length': file.length }, file)
      if (from >= file.length) return end(416, { 'Content-Range': `bytes */${file.length}` })
      return end(206, { 'Content-Range': `bytes ${from}-${file.length - 1}/${file.length}` }, file.subarray(from))
    }
    case 'MOVE': {
      const to = decodeURIComponent(new URL(String(request.headers.destination)).pathname.slice(root.length))
      if (!file) return end(404)
      if (dav.files.has(to) && request.headers.overwrite === 'F') return end(412)
      dav.files.delete(name)
      dav.files.set(to, file)
      return end(201)
    }
    case 'DELETE':
      return end(dav.files.delete(name) ? 204 : 404)
    default:
      return end(405)
  }
}

const entryOf = (name: string, bytes: Buffer) => ({ href: root + encodeURIComponent(name), size: bytes.length })
