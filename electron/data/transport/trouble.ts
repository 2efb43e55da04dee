import type { IncomingHttpHeaders } from 'node:http'
import { type FailureCode, Refusal } from '../../../shared/result.ts'

/** What the rules of Retry-After leave open, in seconds: the popular provider counts by the half hour. */
const waits = { asked: 600, locked: 300, file: 60, longest: 2 * 3600 }

export function busy(seconds: number, detail: string): Refusal {
  const retryAfter = Math.min(Math.max(1, Math.ceil(seconds)), waits.longest)
  return new Refusal('place-busy', { retryAfter, minutes: Math.ceil(retryAfter / 60) }, detail)
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Refusal('cancelled')
}

const diskCodes: Partial<Record<FailureCode, string>> = {
  'place-away':
    'ENOENT ENOTDIR ENODEV ENXIO ENOMEDIUM ESTALE EHOSTDOWN EHOSTUNREACH ENETUNREACH ENETDOWN ENETRESET ENOTCONN ECONNRESET ECONNABORTED ECONNREFUSED ETIMEDOUT ESHUTDOWN EREMOTEIO UNKNOWN',
  'place-full': 'ENOSPC EDQUOT EFBIG',
  'place-read-only': 'EROFS EACCES EPERM',
  'place-busy': 'EBUSY ETXTBSY EAGAIN EMFILE ENFILE EDEADLK',
  'place-file': 'ENAMETOOLONG EILSEQ EINVAL EISDIR EEXIST',
}
const byDiskCode = new Map(
  Object.entries(diskCodes).flatMap(([code, names]) => names.split(' ').map((name) => [name, code as FailureCode])),
)

/**
 * What an error of a folder stands for; programming errors stay what they are.
 * @param isThere whether the folder still answers: where it does not, that is the likelier story than a disk that fails
 */
export function diskTrouble(error: unknown, file: string, isThere: boolean): unknown {
  if (error instanceof Refusal) return error
  const { code: name, message } = error as NodeJS.ErrnoException
  if (typeof name !== 'string' || !/^(E[A-Z0-9]+|UNKNOWN)$/.test(name)) return error
  const code = isThere ? byDiskCode.get(name) : 'place-away'
  if (code === 'place-busy') return busy(waits.file, message)
  return new Refusal(code ?? 'disk-error', code === 'place-file' ? { file } : {}, message)
}

const certificate =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_)/

/** What an error on the way to a server stands for. `isProxy` tells whether it came from the proxy rather than from the server. */
export function networkTrouble(error: unknown, isProxy: boolean): unknown {
  if (error instanceof Refusal) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const detail = code && !message.includes(code) ? `${code} ${message}` : message
  if (isProxy || code.startsWith('ERR_PROXY_')) return new Refusal('place-proxy', {}, detail)
  if (certificate.test(code)) return new Refusal('place-certificate', {}, detail)
  // no HTTP, or no TLS, at this address
  if (code.startsWith('HPE_') || code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return new Refusal('place-odd', {}, detail)
  if (code === 'ABORT_ERR' || /^E[A-Z0-9_]+$/.test(code)) return new Refusal('place-away', {}, detail)
  return error
}

const statuses: Record<number, FailureCode> = {
  401: 'place-account',
  402: 'place-full',
  403: 'place-account',
  407: 'place-proxy',
  408: 'place-away',
  413: 'place-full',
  507: 'place-full',
  511: 'place-odd',
}

/**
 * What a status nobody expected stands for.
 * @param isWrite 403 and 405 to a write of an account that may read: the folder is not its own to change
 */
export function statusTrouble(
  { status, headers, what }: { status: number; headers: IncomingHttpHeaders; what: string },
  isWrite: boolean,
): Refusal {
  const asks = status === 401 ? ` (${String(headers['www-authenticate'] ?? '').split(/[\s,]/)[0]})` : ''
  const detail = `${what}: ${status}${asks}`
  if (status === 429 || status === 503) return busy(retryAfter(headers) ?? waits.asked, detail)
  if (status === 423) return busy(waits.locked, detail)
  if (isWrite && (status === 403 || status === 405)) return new Refusal('place-read-only', {}, detail)
  return new Refusal(statuses[status] ?? (status >= 500 && status !== 501 ? 'place-away' : 'place-odd'), {}, detail)
}

/** Seconds. A date counts from the server's own clock: ours or its may be years off. */
function retryAfter(headers: IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after']?.trim()
  if (!value) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const told = Date.parse(headers.date ?? '')
  const seconds = (Date.parse(value) - (Number.isNaN(told) ? Date.now() : told)) / 1000
  return Number.isNaN(seconds) ? undefined : seconds
}
