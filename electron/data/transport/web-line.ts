import { Agent, type IncomingMessage, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { Refusal } from '../../../shared/result.ts'
import { networkTrouble, throwIfCancelled } from './trouble.ts'

/** What a test may set otherwise. */
export type LineOptions = {
  /** Milliseconds without a byte, either way, after which a server counts as away. */
  idle?: number
  env?: NodeJS.ProcessEnv
  /** Certificates trusted beside those of Node and of the system. */
  authorities?: string[]
}

export type Account = { user: string; password: string; proxy?: string }

export type Ask = {
  method: string
  url: URL
  headers?: Record<string, string>
  /** A small body; it can be sent again. */
  text?: string
  body?: { size: number; pieces: AsyncIterable<Buffer> }
  /** Where the account's own server is asked, not one it points to. */
  withAccount?: boolean
  signal?: AbortSignal | undefined
}

/** One way to a server: its account, proxy and certificates. */
export type Line = { send(ask: Ask): Promise<IncomingMessage> }

const patience = 60_000
/** A small answer may come in drips; it has so many times the patience in all. */
const drips = 5
/** A body beyond this waits for the server's word, so that a full disk costs no upload; so long, as not all give one. */
const asksFrom = 1024 * 1024
const askedFor = 2000
const cuts = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

/**
 * Node's own client rather than `fetch`: its uploads name their length (many servers refuse chunks), it takes a proxy, and its
 * errors tell a certificate from a name that is not known.
 * @throws Refusal `place-proxy` for a proxy that cannot be used; `send` throws `place-*` for everything but an answer
 */
export function createLine({ user, password, proxy }: Account, options: LineOptions = {}): Line {
  const { idle = patience, env = process.env, authorities = [] } = options
  // what Node cannot use it passes by in silence
  if (proxy && !/^https?:$/.test(URL.parse(proxy)?.protocol ?? ''))
    throw new Refusal('place-proxy', {}, 'not an http proxy')
  const proxyEnv = proxy ? { http_proxy: proxy, https_proxy: proxy } : env
  const agents = openAgents(proxyEnv, authorities)
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const proxies = proxy ? [proxy] : [env.https_proxy, env.HTTPS_PROXY, env.http_proxy, env.HTTP_PROXY]

  let canAsk = true

  const refusal = (error: unknown, signal: AbortSignal | undefined) => {
    if (signal?.aborted) return new Refusal('cancelled')
    const trouble = networkTrouble(error, isFromProxy(error, proxies))
    // Messages of Node's name neither, today; nobody should have to rely on it.
    if (trouble instanceof Refusal && trouble.detail !== undefined)
      return new Refusal(trouble.code, trouble.values, without(trouble.detail, [password, authorization]))
    return trouble
  }

  async function once(ask: Ask): Promise<IncomingMessage> {
    const { method, url, text, body, signal } = ask
    const length = body ? body.size : text === undefined ? undefined : Buffer.byteLength(text)
    const isSecure = url.protocol === 'https:'
    const asksFirst = body !== undefined && body.size > asksFrom && canAsk
    const deadline = method === 'GET' || body ? undefined : AbortSignal.timeout(idle * drips)
    const signals = [signal, deadline].filter((one) => one !== undefined)
    const request = (isSecure ? secureRequest : plainRequest)(url, {
      method,
      agent: isSecure ? agents.secure : agents.plain,
      timeout: idle,
      signal: AbortSignal.any(signals),
      headers: {
        'User-Agent': 'Shanyan',
        // a compressed answer may be a bomb
        'Accept-Encoding': 'identity',
        ...(length === undefined ? {} : { 'Content-Length': length }),
        ...(asksFirst ? { Expect: '100-continue' } : {}),
        ...(ask.withAccount === false ? {} : { Authorization: authorization }),
        ...ask.headers,
      },
    })
    const silent = Object.assign(new Error(`no byte for ${idle / 1000} s`), { code: 'ESILENT' })
    request.once('timeout', () => request.destroy(silent))
    let isAnswered = false
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', (message) => {
        isAnswered = true
        resolve(message)
      })
      // stays: an answer that comes before all is sent is what counts, and a closed connection follows it
      request.on('error', reject)
    })
    if (asksFirst) {
      request.flushHeaders()
      const goAhead = new Promise((resolve) => request.once('continue', resolve))
      await Promise.race([answer, goAhead, sleep(askedFor, undefined, { ref: false })])
    }
    // a local file that fails destroys the request with its own refusal
    if (!body) request.end(text)
    else if (!isAnswered) pipeline(Readable.from(body.pieces), request).catch(() => {})
    return answer
  }

  return {
    async send(ask) {
      throwIfCancelled(ask.signal)
      try {
        const answer = await once(ask).catch((error: NodeJS.ErrnoException) => {
          if (ask.body || !cuts.has(String(error.code))) throw error
          return once(ask)
        })
        if (answer.statusCode !== 417 || !canAsk) return answer
        answer.destroy()
        canAsk = false
        return await once(ask)
      } catch (error) {
        throw refusal(error, ask.signal)
      }
    },
  }
}

function openAgents(proxyEnv: NodeJS.ProcessEnv, authorities: string[]) {
  const common = { keepAlive: false, proxyEnv }
  try {
    return {
      plain: new Agent(common),
      secure: new SecureAgent({ ...common, secureContext: trusted(authorities) }),
    }
  } catch (error) {
    // the address of the proxy, which may hold its password, stays out of the detail
    throw new Refusal('place-proxy', {}, String((error as NodeJS.ErrnoException).code))
  }
}

let usual: SecureContext | undefined

/** An office's own authority is known to its computers, not to Node: the system's certificates count too. */
function trusted(authorities: string[]): SecureContext {
  const make = () => createSecureContext({ ca: [...getCACertificates('default'), ...ofSystem(), ...authorities] })
  if (authorities.length > 0) return make()
  usual ??= make()
  return usual
}

/** A store that cannot be read leaves the usual authorities. */
function ofSystem(): string[] {
  try {
    return getCACertificates('system')
  } catch {
    return []
  }
}

function isFromProxy(error: unknown, proxies: (string | undefined)[]): boolean {
  // a name with several addresses fails once for each
  const { errors } = error as { errors?: unknown[] }
  const { hostname, address, port } = (errors?.[0] ?? error) as { hostname?: string; address?: string; port?: number }
  return proxies.some((proxy) => {
    if (!proxy || !URL.canParse(proxy)) return false
    const known = new URL(proxy)
    if (hostname !== undefined) return hostname === known.hostname
    return address !== undefined && Number(known.port || 80) === port
  })
}

function without(text: string, secrets: string[]): string {
  return secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
}

/** The whole of a small answer. @throws Refusal `place-odd` beyond `most` bytes, `place-away` where it breaks off */
export async function textOf(message: IncomingMessage, most: number, signal?: AbortSignal): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of piecesOf(message, signal)) {
    bytes += piece.length
    if (bytes > most) throw new Refusal('place-odd', {}, `an answer beyond ${most} bytes`)
    pieces.push(piece)
  }
  return new TextDecoder().decode(Buffer.concat(pieces))
}

/** An answer's bytes as they come; the connection is closed with the loop. */
export async function* piecesOf(message: IncomingMessage, signal?: AbortSignal): AsyncIterable<Buffer> {
  if ((message.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new Refusal('place-odd', {}, 'compressed, unasked')
  try {
    yield* message as AsyncIterable<Buffer>
  } catch (error) {
    throwIfCancelled(signal)
    throw networkTrouble(error, false)
  } finally {
    message.destroy()
  }
}
