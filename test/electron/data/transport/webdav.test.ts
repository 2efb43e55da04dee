import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isLeftover, temporaryName } from '../../../../electron/data/transport/names.ts'
import { webdavPlace } from '../../../../electron/data/transport/webdav.ts'
import type { FailureCode } from '../../../../shared/result.ts'
import { bodyOf, type DavServer, type Fault, multistatus, startDav, status } from '../../../support/dav-server.ts'
import { type Desk, ignore, packageName as name, openDesk, refusalOf } from '../../../support/transport.ts'

const password = '口令-Tr0ub4dor'
let dav: DavServer
let desk: Desk
let faults = 0
/** Files under their final local name that are not what was sent. */
let torn = 0

const open = (options: { url?: string; idle?: number; proxy?: string; env?: NodeJS.ProcessEnv } = {}) => {
  const { url = dav.url, idle = 5000, proxy, env = {} } = options
  return webdavPlace({ kind: 'webdav', url, user: '一组', password, ...(proxy ? { proxy } : {}) }, { idle, env })
}

/** A refusal of this code, and nothing of the password in it. */
async function refused(work: Promise<unknown>, code: FailureCode) {
  const refusal = await refusalOf(work, code)
  faults++
  const said = JSON.stringify(refusal) + refusal.detail + refusal.stack
  expect(said).not.toContain(password)
  expect(said).not.toContain(Buffer.from(`一组:${password}`).toString('base64'))
  return refusal
}

const survived = () => void faults++
const put = (place = open()) => place.put(desk.path, name, ignore)
const get = (place = open()) => place.get(name, desk.target, ignore)
/** The name the upload under way goes to. */
const temporary = () => dav.requests.findLast((line) => line.startsWith('PUT '))!.slice(4)

beforeEach(async () => {
  dav = await startDav()
  desk = openDesk()
})
afterEach(async () => {
  if (existsSync(desk.target) && !readFileSync(desk.target).equals(desk.bytes)) torn++
  await dav.close()
  desk.remove()
})
afterAll(() => {
  console.log(`WebDAV faults: ${faults} tried, torn files taken over: ${torn}`)
  expect(torn).toBe(0)
})

describe('S-9.8 an ordinary server', () => {
  test('put, list and get, with few requests and steps that sum up', async () => {
    let sent = 0
    let fetched = 0
    const place = open()
    expect(await place.list()).toEqual([])
    await place.put(desk.path, name, (bytes) => {
      sent += bytes
    })
    expect(dav.requests.map((line) => line.split(' ')[0])).toEqual(['PROPFIND', 'PUT', 'PROPFIND', 'GET', 'MOVE'])
    expect([...dav.files.keys()]).toEqual([name])
    expect(await place.list()).toEqual([{ name, size: desk.bytes.length }])
    await place.get(name, desk.target, (bytes) => {
      fetched += bytes
    })
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    expect([sent, fetched]).toEqual([desk.bytes.length, desk.bytes.length])
    expect(existsSync(`${desk.target}.part`)).toBe(false)
  })

  test('what is there with the same content is delivered: nothing is sent', async () => {
    dav.files.set(name, desk.bytes)
    await put()
    survived()
    expect(dav.requests.map((line) => line.split(' ')[0])).toEqual(['PROPFIND', 'GET'])
  })

  test('beyond 4 MiB the size is compared, not the content', async () => {
    writeFileSync(desk.path, Buffer.alloc(5 * 1024 * 1024, 7))
    await put()
    expect(dav.requests.some((line) => line.startsWith('GET'))).toBe(false)
  })

  test('a cancel is one', async () => {
    await refused(open().put(desk.path, name, ignore, AbortSignal.abort()), 'cancelled')
    const abort = new AbortController()
    dav.fail('PUT', () => abort.abort())
    await refused(open().put(desk.path, name, ignore, abort.signal), 'cancelled')
  })
})

describe('S-9.8 answers to a list', () => {
  const cases: [string, Fault, FailureCode][] = [
    ['401', status(401, { 'WWW-Authenticate': 'Basic realm="x"' }), 'place-account'],
    ['403', status(403), 'place-account'],
    ['423', status(423), 'place-busy'],
    ['429', status(429), 'place-busy'],
    ['500', status(500), 'place-away'],
    ['502', status(502), 'place-away'],
    ['405, no WebDAV', status(405), 'place-odd'],
    ['501, no WebDAV', status(501), 'place-odd'],
    ['511, a network that wants a login', status(511), 'place-odd'],
    ['407', status(407), 'place-proxy'],
    ['an empty 200', status(200), 'place-odd'],
    ['a login page', status(200, { 'Content-Type': 'text/html' }, '<html><form>登录</form></html>'), 'place-odd'],
    ['a login page called 207', status(207, {}, '<html><form>登录</form></html>'), 'place-odd'],
    ['an empty 207', status(207), 'place-odd'],
    ['garbage for XML', status(207, {}, '<d:multistatus <<<>\u0000&&'), 'place-odd'],
    ['XML that ends early', status(207, {}, multistatus([{ href: '/dav/' }]).slice(0, -30)), 'place-odd'],
    ['a redirect to a login page elsewhere', status(302, { Location: 'http://192.0.2.1/login' }), 'place-odd'],
    ['a redirect to nowhere', status(301), 'place-odd'],
    ['a compressed answer', status(207, { 'Content-Encoding': 'gzip' }, 'x'), 'place-odd'],
    ['no HTTP', (request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'place-odd'],
  ]
  test.each(cases)('%s', async (_, fault, code) => {
    dav.fail('PROPFIND', fault)
    await refused(open().list(), code)
  })

  test('503 with Retry-After in seconds, as a date, absurd, and without', async () => {
    const now = new Date()
    const later = new Date(now.getTime() + 90_000).toUTCString()
    // the server's clock may be years off: a date counts from its own
    const past = { Date: new Date(0).toUTCString(), 'Retry-After': new Date(120_000).toUTCString() }
    const waits: [Record<string, string>, number, number][] = [
      [{ 'Retry-After': '1800' }, 1800, 30],
      [{ 'Retry-After': later, Date: now.toUTCString() }, 90, 2],
      [past, 120, 2],
      [{ 'Retry-After': '999999999' }, 7200, 120],
      [{ 'Retry-After': 'soon' }, 600, 10],
      [{}, 600, 10],
    ]
    for (const [headers, retryAfter, minutes] of waits) {
      dav.fail('PROPFIND', status(503, headers))
      expect((await refused(open().list(), 'place-busy')).values).toEqual({ retryAfter, minutes })
    }
    expect(dav.requests).toHaveLength(waits.length)
  })

  test('entity bombs are refused unread', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>${multistatus([{ href: '&b;', size: 1 }])}`
    dav.fail('PROPFIND', status(207, {}, bomb))
    expect((await refused(open().list(), 'place-odd')).detail).toMatch(/entities/)
  })

  test('an answer without end', async () => {
    dav.fail('PROPFIND', (_, response) => {
      response.writeHead(207)
      const more = () => {
        while (response.write(Buffer.alloc(65_536, 'x')));
      }
      response.on('drain', more)
      more()
    })
    expect((await refused(open().list(), 'place-odd')).detail).toMatch(/beyond/)
  })

  test('deep nesting ends in a refusal', async () => {
    const deep = multistatus([{ href: '/dav/', prop: '<a>'.repeat(200_000) + '</a>'.repeat(200_000) }])
    dav.fail('PROPFIND', status(207, {}, deep))
    await refused(open().list(), 'place-odd')
  })

  test('a redirect in a circle, and one to the same server', async () => {
    dav.fail('PROPFIND', status(301, { Location: '/dav/' }), 9)
    await refused(open().list(), 'place-odd')
    expect(dav.requests).toHaveLength(5)
    const moved = await startDav()
    moved.files.set(name, desk.bytes)
    moved.fail('PROPFIND', (request, response) => {
      if (request.url !== '/old/') return false
      return status(301, { Location: moved.url })(request, response)
    })
    const place = open({ url: moved.url.replace('/dav/', '/old/') })
    expect(await place.list()).toHaveLength(1)
    survived()
    await moved.close()
  })

  test('hostile names and sizes are left out, good ones stay', async () => {
    const bad = [
      '..%2F..%2Fetc%2Fpasswd.shanyan',
      '%2e%2e%5Cx.shanyan',
      'CON.shanyan',
      'nul.x.shanyan',
      '.hidden.shanyan',
      'a%00b.shanyan',
      'a%0Ab.shanyan',
      'a%3Aads.shanyan',
      '%E2%80%AEgpj.shanyan',
      '%FF%FE.shanyan',
      `${'a'.repeat(300)}.shanyan`,
      'x.shanyan.exe',
      '.shanyan',
      '__proto__',
    ].map((each) => ({ href: `/dav/${each}`, size: 1 }))
    const sizes = ['-1', '1e999', 'NaN', '99999999999999999999', ''].map((size, index) => ({
      href: `/dav/s${index}.shanyan`,
      size,
    }))
    const good = { href: `http://other.example/anything/${encodeURIComponent(name)}`, size: 7 }
    const folder = { href: '/dav/folder.shanyan/' }
    dav.fail('PROPFIND', status(207, {}, multistatus([{ href: '/dav/' }, ...bad, ...sizes, folder, good])))
    expect(await open().list()).toEqual([{ name, size: 7 }])
    faults += bad.length + sizes.length
  })

  test('five thousand names with signs XML writes as entities', async () => {
    const entries = Array.from({ length: 5000 }, (_, index) => ({ href: `/dav/a&amp;${index}.shanyan`, size: index }))
    dav.fail('PROPFIND', status(207, {}, multistatus(entries)))
    const listed = await open().list()
    expect(listed).toHaveLength(5000)
    expect(listed[7]).toEqual({ name: 'a&7.shanyan', size: 7 })
  })

  test('one cut is tried again at once, the second is told', async () => {
    dav.fail('PROPFIND', (request) => request.socket.destroy())
    expect(await open().list()).toEqual([])
    survived()
    dav.fail('PROPFIND', (request) => request.socket.destroy(), 2)
    await refused(open().list(), 'place-away')
    expect(dav.requests).toHaveLength(4)
  })

  test('a server that takes the request and says nothing; one that drips', async () => {
    dav.fail('PROPFIND', ignore)
    await refused(open({ idle: 100 }).list(), 'place-away')
    expect(dav.requests).toHaveLength(1)
    dav.fail('PROPFIND', (_, response) => {
      response.writeHead(207)
      const timer = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(timer))
    })
    await refused(open({ idle: 100 }).list(), 'place-away')
  })
})

describe('S-9.8 putting', () => {
  const cases: [string, string, Fault, FailureCode][] = [
    ['401', 'PUT', status(401), 'place-account'],
    ['403', 'PUT', status(403), 'place-read-only'],
    ['405', 'PUT', status(405), 'place-read-only'],
    ['413', 'PUT', status(413), 'place-full'],
    ['423', 'PUT', status(423), 'place-busy'],
    ['507', 'PUT', status(507), 'place-full'],
    ['503', 'PUT', status(503, { 'Retry-After': '60' }), 'place-busy'],
    ['500', 'PUT', status(500), 'place-away'],
    ['a redirect', 'PUT', status(302, { Location: '/' }), 'place-odd'],
    ['423 on MOVE', 'MOVE', status(423), 'place-busy'],
    ['403 on MOVE', 'MOVE', status(403), 'place-read-only'],
    ['500 on MOVE', 'MOVE', status(500), 'place-away'],
    ['207 on MOVE', 'MOVE', status(207, {}, multistatus([])), 'place-file'],
    ['412 on MOVE where the name is free', 'MOVE', status(412), 'place-file'],
    ['404 on MOVE', 'MOVE', status(404), 'place-file'],
  ]
  test.each(cases)('%s, and the next try delivers', async (_, method, fault, code) => {
    dav.fail(method, fault)
    await refused(put(), code)
    expect(dav.files.has(name)).toBe(false)
    await put()
    expect([...dav.files]).toEqual([[name, desk.bytes]])
  })

  test('507 before the body is read: the answer counts, the rest is not sent', async () => {
    writeFileSync(desk.path, Buffer.alloc(30 * 1024 * 1024))
    dav.fail('PUT', (_, response) => response.writeHead(507).end())
    let sent = 0
    const work = open().put(desk.path, name, (bytes) => {
      sent += bytes
    })
    await refused(work, 'place-full')
    expect(sent).toBe(0)
  })

  test('417: a server that gives no word beforehand', async () => {
    writeFileSync(desk.path, Buffer.alloc(2 * 1024 * 1024))
    dav.fail('PUT', (_, response) => response.writeHead(417).end())
    await put()
    survived()
    expect(dav.files.get(name)).toHaveLength(2 * 1024 * 1024)
  })

  test('a missing folder is made once', async () => {
    dav.isMade = false
    expect(await open().list()).toEqual([])
    survived()
    dav.isMade = true
    const place = open()
    await place.list()
    dav.isMade = false
    let sum = 0
    await place.put(desk.path, name, (bytes) => {
      sum += bytes
    })
    survived()
    expect(sum).toBe(desk.bytes.length)
    expect(dav.files.get(name)).toEqual(desk.bytes)
  })

  test('a folder that cannot be made: above it, nothing; not allowed; full', async () => {
    for (const [code, expected] of [
      [409, 'place-odd'],
      [403, 'place-read-only'],
      [507, 'place-full'],
    ] as const) {
      dav.isMade = false
      dav.fail('MKCOL', status(code))
      await refused(open().list(), expected)
    }
  })

  test('409 although the folder is there', async () => {
    dav.fail('PUT', status(409), 9)
    await refused(put(), 'place-odd')
    expect(dav.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(1)
  })

  test('a partial PUT that says 201', async () => {
    dav.fail('PUT', async (request, response) => {
      dav.files.set(temporary(), (await bodyOf(request)).subarray(0, 5000))
      response.writeHead(201).end()
    })
    await refused(put(), 'place-file')
    expect(dav.files.size).toBe(0)
  })

  test('a PUT that keeps nothing, and one that changes a byte', async () => {
    dav.fail('PUT', async (request, response) => {
      await bodyOf(request)
      response.writeHead(201).end()
    })
    await refused(put(), 'place-file')
    dav.fail('PUT', async (request, response) => {
      const bytes = await bodyOf(request)
      bytes[777]! ^= 1
      dav.files.set(temporary(), bytes)
      response.writeHead(201).end()
    })
    await refused(put(), 'place-file')
    expect(dav.files.size).toBe(0)
  })

  test('what an earlier start of the program left is removed, the same of another package stays', async () => {
    const foreign = temporaryName('another.shanyan')
    dav.files.set(temporaryName(name), Buffer.from('left')).set(foreign, Buffer.from('theirs'))
    await put()
    survived()
    expect([...dav.files.keys()].sort()).toEqual([foreign, name].sort())
  })

  test('a leftover the server still holds is removed once the package is there', async () => {
    const left = temporaryName(name)
    dav.files.set(left, Buffer.from('left'))
    dav.fail('DELETE', status(423))
    await put()
    survived()
    expect(isLeftover(left, name)).toBe(true)
    expect([...dav.files.keys()]).toEqual([name])
  })

  test('cut in the middle: the next try removes what was left', async () => {
    dav.fail('PUT', (request) => {
      dav.files.set(temporary(), Buffer.from('what came'))
      request.once('data', () => request.socket.destroy())
    })
    await refused(put(), 'place-away')
    await put()
    expect([...dav.files]).toEqual([[name, desk.bytes]])
  })

  test('412 on MOVE, a stale list: the same content is delivered, another is not overwritten', async () => {
    const stale = open()
    await stale.list()
    dav.files.set(name, desk.bytes)
    await put(stale)
    survived()
    expect([...dav.files.keys()]).toEqual([name])
    const other = open()
    dav.files.clear()
    await other.list()
    const theirs = Buffer.alloc(desk.bytes.length, 1)
    dav.files.set(name, theirs)
    await refused(put(other), 'place-taken')
    expect([...dav.files]).toEqual([[name, theirs]])
    await refused(put(), 'place-taken')
    dav.files.set(name, Buffer.concat([desk.bytes, Buffer.from('more')]))
    await refused(put(), 'place-taken')
  })

  test('a MOVE whose answer is lost has happened', async () => {
    dav.fail('MOVE', (request) => {
      dav.files.set(name, dav.files.get(temporary())!)
      dav.files.delete(temporary())
      request.socket.destroy()
    })
    await put()
    survived()
    expect([...dav.files]).toEqual([[name, desk.bytes]])
  })

  test.each([405, 501, 502])('a server that cannot rename (%i) gets the final name', async (code) => {
    dav.fail('MOVE', status(code), 9)
    const place = open()
    let sum = 0
    await place.put(desk.path, name, (bytes) => {
      sum += bytes
    })
    survived()
    expect(sum).toBe(desk.bytes.length)
    expect([...dav.files]).toEqual([[name, desk.bytes]])
    await place.put(desk.path, `again-${name}`, ignore)
    expect(dav.requests.filter((line) => line.startsWith('MOVE'))).toHaveLength(1)
  })

  test('a server that cannot rename, and a name taken at the last moment', async () => {
    dav.fail('MOVE', status(405))
    dav.fail('PUT', () => false)
    dav.fail('PUT', status(412))
    await refused(put(), 'place-taken')
    expect(dav.headers.findLast((headers) => headers['if-none-match'])).toBeDefined()
    expect(dav.files.size).toBe(0)
  })

  test('cut under the final name: known by being a beginning of ours; a foreign beginning stays', async () => {
    dav.fail('MOVE', status(405), 9)
    dav.files.set(name, desk.bytes.subarray(0, 3000))
    await put()
    survived()
    expect([...dav.files]).toEqual([[name, desk.bytes]])
    dav.files.set(name, Buffer.alloc(3000, 1))
    await refused(put(), 'place-taken')
    expect(dav.files.get(name)).toEqual(Buffer.alloc(3000, 1))
  })

  test('a name no system takes is not sent; a file that is gone is this computer’s trouble', async () => {
    await refused(open().put(desk.path, '../x.shanyan', ignore), 'place-file')
    await refused(open().put(`${desk.path}.gone`, name, ignore), 'disk-error')
    expect(dav.requests).toEqual([])
  })

  test('a server silent after the upload', async () => {
    dav.fail('PUT', (request) => void request.resume())
    await refused(put(open({ idle: 150 })), 'place-away')
  })
})

describe('S-9.8 getting', () => {
  const cut: Fault = (_, response) => {
    response.writeHead(200, { 'Content-Length': desk.bytes.length })
    response.write(desk.bytes.subarray(0, 80_000), () => setTimeout(() => response.destroy(), 50))
  }
  beforeEach(() => void dav.files.set(name, desk.bytes))

  test('cut in the middle, then gone on with', async () => {
    dav.fail('GET', cut)
    await refused(get(), 'place-away')
    expect(readFileSync(`${desk.target}.part`)).toEqual(desk.bytes.subarray(0, 80_000))
    let sum = 0
    await open().get(name, desk.target, (bytes) => {
      sum += bytes
    })
    expect(dav.headers.at(-1)?.range).toBe(`bytes=${80_000 - 65_536}-`)
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    expect(sum).toBe(desk.bytes.length)
  })

  test.each<[string, Fault]>([
    ['ignores the range', (_, response) => response.writeHead(200).end(desk.bytes)],
    ['answers another range', status(206, { 'Content-Range': 'bytes 5-9/100000' }, '56789')],
    ['names no range', status(206, {}, 'x')],
    ['cannot satisfy it', status(416)],
    ['has another file now', status(206, { 'Content-Range': 'bytes 14464-99999/100000' }, 'x'.repeat(85_536))],
  ])('a server that %s: from the start', async (_, fault) => {
    writeFileSync(`${desk.target}.part`, desk.bytes.subarray(0, 80_000))
    dav.fail('GET', fault)
    let sum = 0
    await open().get(name, desk.target, (bytes) => {
      sum += bytes
    })
    survived()
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    expect(sum).toBe(desk.bytes.length)
  })

  test('a part longer than the file, and one that is whole', async () => {
    writeFileSync(`${desk.target}.part`, Buffer.alloc(desk.bytes.length + 9))
    await get()
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    writeFileSync(`${desk.target}.part`, desk.bytes)
    await get()
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    faults += 2
  })

  const cases: [string, Fault, FailureCode][] = [
    ['404: a stale list', status(404), 'place-file'],
    ['401', status(401), 'place-account'],
    ['503', status(503), 'place-busy'],
    ['a login page', status(200, { 'Content-Type': 'text/html; charset=utf-8' }, '<html>'), 'place-odd'],
    ['a length beyond any package', status(200, { 'Content-Length': String(5 * 1024 ** 3) }), 'package-too-large'],
    ['another size than listed', status(200, { 'Content-Length': '3' }, 'abc'), 'place-file'],
    ['a redirect in a circle', status(302, { Location: '#' }), 'place-odd'],
    ['a redirect to a file of this computer', status(302, { Location: 'file:///etc/passwd' }), 'place-odd'],
    ['compressed, unasked', status(200, { 'Content-Encoding': 'br' }, 'x'), 'place-odd'],
  ]
  test.each(cases)('%s', async (_, fault, code) => {
    const place = open()
    await place.list()
    dav.fail('GET', fault, 9)
    await refused(get(place), code)
    expect(existsSync(desk.target)).toBe(false)
  })

  test('a lying length: more promised than sent, more sent than promised', async () => {
    dav.fail('GET', (_, response) => {
      response.writeHead(200, { 'Content-Length': '200000' })
      response.write(desk.bytes, () => response.destroy())
    })
    await refused(get(), 'place-away')
    const place = open()
    await place.list()
    dav.fail('GET', (_, response) => {
      response.writeHead(200, { 'Transfer-Encoding': 'chunked' })
      response.end(Buffer.concat([desk.bytes, desk.bytes]))
    })
    await refused(get(place), 'place-file')
    expect(existsSync(desk.target)).toBe(false)
  })

  test('stands still in the middle', async () => {
    dav.fail('GET', (_, response) => {
      response.writeHead(200, { 'Content-Length': desk.bytes.length })
      response.write(desk.bytes.subarray(0, 100))
    })
    await refused(get(open({ idle: 100 })), 'place-away')
  })

  test('a redirect to where the bytes lie goes without the account', async () => {
    const store = await startDav()
    store.files.set('raw', desk.bytes)
    dav.fail('GET', status(302, { Location: `${store.url}raw` }))
    await get()
    survived()
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    expect(dav.headers[0]?.authorization).toBeDefined()
    expect(store.headers[0]?.authorization).toBeUndefined()
    await store.close()
  })
})

describe('S-9.8 on the way', () => {
  test('nobody listens; a name nobody knows; an address that is none', async () => {
    const { port } = dav
    await dav.close()
    await refused(open({ url: `http://127.0.0.1:${port}/dav/` }).list(), 'place-away')
    await refused(open({ url: 'http://nowhere.invalid/dav/' }).list(), 'place-away')
    expect(() => open({ url: `ftp://u:${password}@x/` })).toThrow('place-odd')
    expect(() => open({ url: password })).toThrow('place-odd')
    faults += 2
  })

  test('through a proxy, and past one that is not there', async () => {
    const asked: string[] = []
    const proxy = await forwarding((line) => asked.push(line))
    await open({ proxy: proxy.url }).list()
    await open({ env: { http_proxy: proxy.url } }).list()
    await open({ env: { http_proxy: proxy.url, no_proxy: '127.0.0.1' } }).list()
    expect(asked).toHaveLength(2)
    await proxy.close()
    await refused(open({ proxy: proxy.url }).list(), 'place-proxy')
    await refused(open({ proxy: 'http://u:geheim@nowhere.invalid:3128' }).list(), 'place-proxy')
    expect(() => open({ proxy: 'socks5://u:geheim@127.0.0.1:1' })).toThrow('place-proxy')
    faults++
  })

  test('a proxy that refuses the account, for http and for https', async () => {
    const proxy = await startDav()
    proxy.fail('PROPFIND', status(407))
    await refused(open({ proxy: `http://127.0.0.1:${proxy.port}` }).list(), 'place-proxy')
    await proxy.close()
    const refusing = createServer((socket) => {
      socket.on('error', ignore).on('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    })
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
    const { port } = refusing.address() as { port: number }
    const through = { url: 'https://127.0.0.1:9/dav/', proxy: `http://me:geheim@127.0.0.1:${port}` }
    const { detail } = await refused(open(through).list(), 'place-proxy')
    expect(detail).not.toContain('geheim')
    refusing.close()
  })

  test('http where https is asked for, and the other way round', async () => {
    await refused(open({ url: dav.url.replace('http:', 'https:') }).list(), 'place-odd')
  })
})

/** A proxy that passes plain requests on and tells their first lines. */
async function forwarding(tell: (line: string) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', ignore))
    socket.once('data', (bytes) => {
      tell(bytes.toString('latin1').split('\r\n')[0]!)
      const onward = connect(dav.port, '127.0.0.1').on('error', ignore)
      onward.write(bytes.toString('latin1').replace(dav.url, '/dav/'), 'latin1')
      socket.pipe(onward).pipe(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}
