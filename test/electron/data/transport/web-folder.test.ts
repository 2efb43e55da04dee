import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FailureCode } from '../../../../shared/result.ts'
import { dav, desk, openDav, put, refused, setUpDav, survived } from '../../../support/dav-desk.ts'
import { type Fault, multistatus, startDav, status } from '../../../support/dav-server.ts'
import { ignore, packageName as name } from '../../../support/transport.ts'

setUpDav('lists')

describe('S-9.8 an ordinary server', () => {
  test('put, list and get, with few requests and steps that sum up', async () => {
    let sent = 0
    let fetched = 0
    const place = openDav()
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
    await refused(openDav().put(desk.path, name, ignore, AbortSignal.abort()), 'cancelled')
    const abort = new AbortController()
    dav.fail('PUT', () => abort.abort())
    await refused(openDav().put(desk.path, name, ignore, abort.signal), 'cancelled')
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
    await refused(openDav().list(), code)
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
      expect((await refused(openDav().list(), 'place-busy')).values).toEqual({ retryAfter, minutes })
    }
    expect(dav.requests).toHaveLength(waits.length)
  })

  test('entity bombs are refused unread', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>${multistatus([{ href: '&b;', size: 1 }])}`
    dav.fail('PROPFIND', status(207, {}, bomb))
    expect((await refused(openDav().list(), 'place-odd')).detail).toMatch(/entities/)
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
    expect((await refused(openDav().list(), 'place-odd')).detail).toMatch(/beyond/)
  })

  test('deep nesting ends in a refusal', async () => {
    const deep = multistatus([{ href: '/dav/', prop: '<a>'.repeat(200_000) + '</a>'.repeat(200_000) }])
    dav.fail('PROPFIND', status(207, {}, deep))
    await refused(openDav().list(), 'place-odd')
  })

  test('a redirect in a circle, and one to the same server', async () => {
    dav.fail('PROPFIND', status(301, { Location: '/dav/' }), 9)
    await refused(openDav().list(), 'place-odd')
    expect(dav.requests).toHaveLength(5)
    const moved = await startDav()
    moved.files.set(name, desk.bytes)
    moved.fail('PROPFIND', (request, response) => {
      if (request.url !== '/old/') return false
      return status(301, { Location: moved.url })(request, response)
    })
    const place = openDav({ url: moved.url.replace('/dav/', '/old/') })
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
    expect(await openDav().list()).toEqual([{ name, size: 7 }])
    survived(bad.length + sizes.length)
  })

  test('five thousand names with signs XML writes as entities', async () => {
    const entries = Array.from({ length: 5000 }, (_, index) => ({ href: `/dav/a&amp;${index}.shanyan`, size: index }))
    dav.fail('PROPFIND', status(207, {}, multistatus(entries)))
    const listed = await openDav().list()
    expect(listed).toHaveLength(5000)
    expect(listed[7]).toEqual({ name: 'a&7.shanyan', size: 7 })
  })

  test('one cut is tried again at once, the second is told', async () => {
    dav.fail('PROPFIND', (request) => request.socket.destroy())
    expect(await openDav().list()).toEqual([])
    survived()
    dav.fail('PROPFIND', (request) => request.socket.destroy(), 2)
    await refused(openDav().list(), 'place-away')
    expect(dav.requests).toHaveLength(4)
  })

  test('a server that takes the request and says nothing; one that drips', async () => {
    dav.fail('PROPFIND', ignore)
    await refused(openDav({ idle: 100 }).list(), 'place-away')
    expect(dav.requests).toHaveLength(1)
    dav.fail('PROPFIND', (_, response) => {
      response.writeHead(207)
      const timer = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(timer))
    })
    await refused(openDav({ idle: 100 }).list(), 'place-away')
  })
})
