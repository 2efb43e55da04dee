import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isLeftover, temporaryName } from '../../../../electron/data/transport/names.ts'
import type { FailureCode } from '../../../../shared/result.ts'
import { dav, desk, openDav, put, refused, setUpDav, survived } from '../../../support/dav-desk.ts'
import { bodyOf, type Fault, multistatus, status } from '../../../support/dav-server.ts'
import { ignore, packageName as name } from '../../../support/transport.ts'

setUpDav('putting')

/** The name the upload under way goes to. */
const temporary = () => dav.requests.findLast((line) => line.startsWith('PUT '))!.slice(4)

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
    const work = openDav().put(desk.path, name, (bytes) => {
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
    expect(await openDav().list()).toEqual([])
    survived()
    dav.isMade = true
    const place = openDav()
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
      await refused(openDav().list(), expected)
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

  test('a partial PUT beyond what is read back: the size tells', async () => {
    writeFileSync(desk.path, Buffer.alloc(5 * 1024 * 1024, 7))
    dav.fail('PUT', async (request, response) => {
      response.writeContinue()
      dav.files.set(temporary(), (await bodyOf(request)).subarray(0, -1))
      response.writeHead(201).end()
    })
    await refused(put(), 'place-file')
    expect(dav.files.size).toBe(0)
    expect(dav.requests.some((line) => line.startsWith('GET'))).toBe(false)
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
    const stale = openDav()
    await stale.list()
    dav.files.set(name, desk.bytes)
    await put(stale)
    survived()
    expect([...dav.files.keys()]).toEqual([name])
    const other = openDav()
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
    const place = openDav()
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
    await refused(openDav().put(desk.path, '../x.shanyan', ignore), 'place-file')
    await refused(openDav().put(`${desk.path}.gone`, name, ignore), 'disk-error')
    expect(dav.requests).toEqual([])
  })

  test('a server silent after the upload', async () => {
    dav.fail('PUT', (request) => void request.resume())
    await refused(put(openDav({ idle: 150 })), 'place-away')
  })
})
