/** What `app://` may serve. Pure, so that its border is tested without a window. */
import { join, normalize, sep } from 'node:path'

const typesByExtension: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** Content of strangers is only ever shown as one of these pictures, or heard as what this app records. */
const mediaTypes = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/bmp',
  'image/heic',
  'audio/webm',
])

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // antd writes its styles into style elements
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' app: blob: data:",
  "media-src 'self' app: blob:",
  "font-src 'self'",
  // small copies of pictures are drawn in a worker, which reads them itself
  "connect-src 'self' app://att",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** The page's file for a URL path, or null where the path leads out of `root`. */
export function pageFile(root: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path))
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null
}

export function pageType(file: string): string {
  const dot = file.lastIndexOf('.')
  return typesByExtension[file.slice(dot).toLowerCase()] ?? 'application/octet-stream'
}

/** What another program may be asked to open; the data process names the copies it makes by their content. */
const openable =
  /^(docx?|xlsx?|pptx?|wps|et|dps|pdf|jpg|png|gif|bmp|webp|heic|mp4|mov|m4a|webm|avi|mp3|wav|ogg|txt|csv)$/

/** True for a plain path to a copy: `opened/<16 hex digits>/<name>.<known extension>` in the data folder. */
export function isOpenable(path: string, dataDir: string): boolean {
  if (path !== normalize(path) || path.includes('\0')) return false
  const [root = '', folder = '', name = '', ...more] = path.slice(dataDir.length + 1).split(sep)
  const extension = /\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''
  const isInside = path.startsWith(dataDir + sep) && root === 'opened' && more.length === 0
  return isInside && /^[0-9a-f]{16}$/.test(folder) && openable.test(extension) && !name.includes(':')
}

/** Path inside the data folder and content type for `app://att/<sha256>?type=…` or of its small copy for `?small`, or null for anything else. */
export function attachmentTarget(url: URL): { hash: string; segments: string[]; type: string } | null {
  const hash = /^\/([0-9a-f]{64})$/.exec(url.pathname)?.[1]
  if (!hash) return null
  if (url.searchParams.has('small'))
    return { hash, segments: ['small', hash.slice(0, 2), `${hash}.jpg`], type: 'image/jpeg' }
  const type = url.searchParams.get('type') ?? ''
  return {
    hash,
    segments: ['attachments', hash.slice(0, 2), hash],
    type: mediaTypes.has(type) ? type : 'application/octet-stream',
  }
}

/** Where a paper waits to be printed, inside the staging area. */
export const paperFolder = /^paper-[0-9a-f-]{36}$/

/** Path inside the data folder and content type for `app://paper/<folder>/<file>`, or null for anything else. */
export function paperTarget(url: URL): { segments: string[]; type: string } | null {
  const [, folder = '', file = ''] = /^\/([^/]+)\/(index\.html|\d{1,5}\.jpg)$/.exec(url.pathname) ?? []
  return paperFolder.test(folder) ? { segments: ['staging', folder, file], type: pageType(file) } : null
}

/** A paper is text, styles and pictures of our own. */
export const paperPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src app:"

/**
 * One byte range of a file of `size` bytes (RFC 9110, 14.1.2): first and last byte, both inclusive. `null`: serve it whole (no
 * range, several ranges, or a form that may be ignored); `'unsatisfiable'`: answer 416.
 */
export function parseRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = header && /^bytes=(\d*)-(\d*)$/.exec(header.trim())
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Number(last)
    return length === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
