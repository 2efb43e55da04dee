import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Refusal } from '../../../shared/result.ts'
import type { LocalFile } from './local-file.ts'
import { type Entry, readMultistatus } from './multistatus.ts'
import type { Step } from './place.ts'
import { statusTrouble } from './trouble.ts'
import { type Account, createLine, type LineOptions, textOf } from './web-line.ts'

type Answer = { status: number; headers: IncomingHttpHeaders }
type Open = { status: number; message: IncomingMessage }

/** One collection on a WebDAV server: a function a request, its ordinary refusals included. */
export type WebFolder = {
  /** @throws Refusal `place-*` */
  list(signal?: AbortSignal): Promise<Entry[]>
  /** @returns undefined where there is no such file */
  sizeOf(name: string, signal?: AbortSignal): Promise<number | undefined>
  /** The answer to a GET, whatever its status; its bytes are still to come. */
  open(name: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Open>
  /** @throws Refusal `place-taken` by a condition among the headers */
  upload(
    name: string,
    local: LocalFile,
    how: { headers: Record<string, string>; step: Step; signal: AbortSignal | undefined },
  ): Promise<void>
  /** Refused by 412 where the target exists. */
  move(from: string, to: string, signal?: AbortSignal): Promise<Answer>
  /** Never throws. @returns whether it is gone */
  remove(name: string, signal?: AbortSignal): Promise<boolean>
}

const largestAnswer = 8 * 1024 * 1024
const mostRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])
const properties =
  '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>'

/** @throws Refusal `place-odd` for an address that is none */
export function createWebFolder({ url, ...account }: Account & { url: string }, options: LineOptions): WebFolder {
  const line = createLine(account, options)
  let base = baseOf(url)
  const at = (name: string) => new URL(encodeURIComponent(name), base)

  async function look(depth: '0' | '1', url: () => URL, signal?: AbortSignal): Promise<Answer & { entries: Entry[] }> {
    for (let turn = 0; turn < mostRedirects; turn++) {
      const headers = { Depth: depth, 'Content-Type': 'application/xml; charset=utf-8' }
      const message = await line.send({ method: 'PROPFIND', url: url(), headers, text: properties, signal })
      const status = message.statusCode ?? 0
      if (redirects.has(status)) {
        message.destroy()
        base = redirected(base, message.headers.location, depth)
        continue
      }
      if (status === 207)
        return {
          status,
          headers: message.headers,
          entries: await readMultistatus(await textOf(message, largestAnswer, signal)),
        }
      message.destroy()
      return { status, headers: message.headers, entries: [] }
    }
    throw new Refusal('place-odd', {}, 'redirected in a circle')
  }

  async function ask(method: string, url: URL, headers: Record<string, string>, signal?: AbortSignal): Promise<Answer> {
    const message = await line.send({ method, url, headers, signal })
    message.destroy()
    return { status: message.statusCode ?? 0, headers: message.headers }
  }

  /** @throws Refusal where the folder is not there, nor can be made */
  async function make(because: Answer, what: string, signal?: AbortSignal): Promise<void> {
    const { status, headers } = await ask('MKCOL', base, {}, signal)
    if (status === 405) throw statusTrouble({ ...because, what }, true)
    if (status !== 201) throw statusTrouble({ status, headers, what: 'MKCOL' }, true)
  }

  return {
    async list(signal) {
      let answer = await look('1', () => base, signal)
      if (answer.status === 404 || answer.status === 409) {
        await make(answer, 'PROPFIND', signal)
        answer = await look('1', () => base, signal)
      }
      if (answer.status !== 207) throw statusTrouble({ ...answer, what: 'PROPFIND' }, false)
      return answer.entries
    },
    async sizeOf(name, signal) {
      const answer = await look('0', () => at(name), signal)
      if (answer.status === 404) return undefined
      if (answer.status !== 207) throw statusTrouble({ ...answer, what: 'PROPFIND' }, false)
      return answer.entries.find((entry) => entry.name.normalize('NFC') === name.normalize('NFC'))?.size
    },
    async open(name, headers, signal) {
      let url = at(name)
      for (let turn = 0; turn < mostRedirects; turn++) {
        // Some servers send one on to where the bytes lie: there, without the account.
        const withAccount = url.origin === base.origin
        const message = await line.send({ method: 'GET', url, headers, withAccount, signal })
        const status = message.statusCode ?? 0
        if (!redirects.has(status)) {
          if (status < 300 && isPage(message.headers)) {
            message.destroy()
            throw new Refusal('place-odd', {}, 'a page in place of a file')
          }
          return { status, message }
        }
        message.destroy()
        url = elsewhere(url, message.headers.location)
      }
      throw new Refusal('place-odd', {}, 'redirected in a circle')
    },
    async upload(name, local, { headers, step, signal }) {
      for (let isFirst = true; ; isFirst = false) {
        let sent = 0
        const count = (bytes: number) => {
          sent += bytes
          step(bytes)
        }
        const body = { size: local.size, pieces: counted(local, count) }
        const message = await line.send({
          method: 'PUT',
          url: at(name),
          headers: { 'Content-Type': 'application/octet-stream', ...headers },
          body,
          signal,
        })
        message.destroy()
        const status = message.statusCode ?? 0
        if (status >= 200 && status < 300) return
        const answer = { status, headers: message.headers }
        step(-sent)
        // only where the name must be free: somebody was faster
        if (status === 412) throw new Refusal('place-taken', { file: name })
        if (!isFirst || (status !== 404 && status !== 409)) throw statusTrouble({ ...answer, what: 'PUT' }, true)
        await make(answer, 'PUT', signal)
      }
    },
    move: (from, to, signal) => ask('MOVE', at(from), { Destination: at(to).href, Overwrite: 'F' }, signal),
    async remove(name, signal) {
      const { status } = await ask('DELETE', at(name), {}, signal).catch(() => ({ status: 0 }))
      return (status >= 200 && status < 300) || status === 404
    },
  }
}

async function* counted(local: LocalFile, step: Step): AsyncIterable<Buffer> {
  for await (const piece of local.pieces()) {
    yield piece
    step(piece.length)
  }
}

const isPage = (headers: IncomingHttpHeaders) => /^text\/html\b/i.test(headers['content-type'] ?? '')

function baseOf(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  // the address itself may hold a password: it stays out of the detail
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new Refusal('place-odd', {}, 'not an http address')
  parsed.username = ''
  parsed.password = ''
  parsed.search = ''
  parsed.hash = ''
  if (!parsed.pathname.endsWith('/')) parsed.pathname += '/'
  return parsed
}

function elsewhere(from: URL, location: string | undefined): URL {
  if (!location || !URL.canParse(location, from.href)) throw new Refusal('place-odd', {}, 'redirected to nowhere')
  const to = new URL(location, from.href)
  if (!/^https?:$/.test(to.protocol) || (from.protocol === 'https:' && to.protocol === 'http:'))
    throw new Refusal('place-odd', {}, 'redirected to what is not safe')
  return to
}

/** The folder's new address: on the same server, or from http to https there. The account goes nowhere else. */
function redirected(base: URL, location: string | undefined, depth: '0' | '1'): URL {
  const to = elsewhere(base, location)
  const isSecured = base.protocol === 'http:' && to.protocol === 'https:' && base.hostname === to.hostname
  if (depth === '0' || (to.origin !== base.origin && !isSecured))
    throw new Refusal('place-odd', {}, `redirected to ${to.origin}`)
  return baseOf(to.href)
}
