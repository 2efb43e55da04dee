import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FailureCode } from '../../../../shared/result.ts'
import { dav, desk, get, openDav, refused, setUpDav, survived } from '../../../support/dav-desk.ts'
import { type Fault, startDav, status } from '../../../support/dav-server.ts'
import { packageName as name } from '../../../support/transport.ts'

setUpDav('getting')

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
    await openDav().get(name, desk.target, (bytes) => {
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
    await openDav().get(name, desk.target, (bytes) => {
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
    survived(2)
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
    const place = openDav()
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
    const place = openDav()
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
    await refused(get(openDav({ idle: 100 })), 'place-away')
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
