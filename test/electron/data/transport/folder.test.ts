import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import * as fs from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Disk, folderPlace } from '../../../../electron/data/transport/folder.ts'
import { isLeftover, temporaryName } from '../../../../electron/data/transport/names.ts'
import type { FailureCode } from '../../../../shared/result.ts'
import { type Desk, ignore, leftovers, packageName as name, openDesk, refusalOf } from '../../../support/transport.ts'

let desk: Desk
let place: string
let faults = 0
/** Files under the final name that are not what was sent, nor what was there before. */
let torn = 0

beforeEach(() => {
  desk = openDesk(3_000_000)
  place = join(desk.folder, '共享 文件夹')
  mkdirSync(place)
})
afterEach(() => desk.remove())
afterAll(() => {
  console.log(`folder faults: ${faults} tried, torn files under a final name: ${torn}`)
  expect(torn).toBe(0)
})

async function refused(work: Promise<unknown>, code: FailureCode) {
  faults++
  return refusalOf(work, code)
}
const put = (disk?: Disk, folder = place) => folderPlace(folder, disk).put(desk.path, name, ignore)
const get = (disk?: Disk) => folderPlace(place, disk).get(name, desk.target, ignore)
const final = () => join(place, name)

/** The real disk, but for what fails `times` times. */
function failing(
  call: keyof Disk | 'write' | 'sync' | 'read',
  code: string,
  { times = 9, from = 0, path = '' } = {},
): Disk {
  let left = times
  let seen = 0
  const fail = (at: string) => {
    if (left === 0 || !at.includes(path) || seen++ < from) return
    left--
    throw Object.assign(new Error(`${code}: injected, ${call}`), { code, syscall: call })
  }
  const inHandle = { write: 'writeFile', sync: 'sync', read: 'read' } as const
  const wrap = (handle: fs.FileHandle, at: string): fs.FileHandle =>
    new Proxy(handle, {
      get(target, property) {
        const value = Reflect.get(target, property, target)
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          if (call in inHandle && property === inHandle[call as keyof typeof inHandle]) fail(at)
          return value.apply(target, args)
        }
      },
    })
  return new Proxy(fs as Disk, {
    get(target, property: keyof Disk) {
      return async (...args: [string, ...never[]]) => {
        if (property === call) fail(args[0])
        const result = await (target[property] as (...all: unknown[]) => Promise<unknown>)(...args)
        return property === 'open' ? wrap(result as fs.FileHandle, args[0]) : result
      }
    },
  })
}

/** Nothing but whole files stays, and with the fault gone the package arrives. */
async function recovers() {
  if (existsSync(final()) && !readFileSync(final()).equals(desk.bytes)) torn++
  await put()
  expect(readFileSync(final()).equals(desk.bytes)).toBe(true)
  expect(leftovers(place)).toEqual([])
}

describe('S-9.6 an ordinary folder', () => {
  test('put, list and get, with steps that sum up; again is nothing new', async () => {
    let sent = 0
    let fetched = 0
    const there = folderPlace(place)
    expect(await there.list()).toEqual([])
    await there.put(desk.path, name, (bytes) => {
      sent += bytes
    })
    expect(await there.list()).toEqual([{ name, size: desk.bytes.length }])
    await there.get(name, desk.target, (bytes) => {
      fetched += bytes
    })
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    expect([sent, fetched]).toEqual([desk.bytes.length, desk.bytes.length])
    await there.put(desk.path, name, ignore)
    expect(readdirSync(place)).toEqual([name])
  })

  test('only plain package files are listed', async () => {
    for (const other of ['a.txt', '.x.shanyan', '.shanyan', 'CON.shanyan', 'x.shanyan.part'])
      writeFileSync(join(place, other), '')
    mkdirSync(join(place, 'folder.shanyan'))
    symlinkSync('/etc/passwd', join(place, 'link.shanyan'))
    writeFileSync(join(place, 'a b.shanyan'), 'x')
    faults += 7
    expect(await folderPlace(place).list()).toEqual([{ name: 'a b.shanyan', size: 1 }])
  })

  test('names: 255 bytes of Chinese serve, longer ones and paths do not', async () => {
    const longest = `${'善'.repeat(82)}a.shanyan`
    expect(Buffer.byteLength(longest)).toBe(255)
    await folderPlace(place).put(desk.path, longest, ignore)
    expect(await folderPlace(place).list()).toEqual([{ name: longest, size: desk.bytes.length }])
    for (const bad of [`a${longest}`, '../x.shanyan', 'a/b.shanyan', 'a\\b.shanyan', 'nul.shanyan', 'x.zip']) {
      await refused(folderPlace(place).put(desk.path, bad, ignore), 'place-file')
      await refused(folderPlace(place).get(bad, desk.target, ignore), 'place-file')
    }
  })
})

describe('S-9.6 putting into a folder that fails', () => {
  test.each<[string, Parameters<typeof failing>, FailureCode]>([
    ['full while writing', ['write', 'ENOSPC', { from: 2 }], 'place-full'],
    ['over quota', ['write', 'EDQUOT'], 'place-full'],
    ['beyond what FAT32 holds', ['write', 'EFBIG', { from: 5 }], 'place-full'],
    ['an error of the disk while writing', ['write', 'EIO', { from: 1 }], 'disk-error'],
    ['an error of the disk while flushing', ['sync', 'EIO'], 'disk-error'],
    ['full only when flushed', ['sync', 'ENOSPC'], 'place-full'],
    ['the share lost while writing', ['write', 'ENOTCONN', { from: 3 }], 'place-away'],
    ['the server of a share gone', ['write', 'EHOSTDOWN'], 'place-away'],
    ['a stale handle', ['write', 'ESTALE', { from: 1 }], 'place-away'],
    ['a share that times out', ['sync', 'ETIMEDOUT'], 'place-away'],
    ['Windows without a word for it', ['write', 'UNKNOWN'], 'place-away'],
    ['read back: an error of the disk', ['read', 'EIO'], 'disk-error'],
    ['read back: the device gone', ['read', 'ENODEV'], 'place-away'],
    ['not allowed to make a file', ['open', 'EACCES'], 'place-read-only'],
    ['write-protected', ['open', 'EROFS'], 'place-read-only'],
    ['a file system that takes no such name', ['rename', 'EINVAL'], 'place-file'],
    ['a name too long for it', ['rename', 'ENAMETOOLONG'], 'place-file'],
    ['signs it cannot write', ['rename', 'EILSEQ'], 'place-file'],
    ['a virus scanner that does not let go', ['rename', 'EBUSY'], 'place-busy'],
    ['not allowed to rename', ['rename', 'EPERM'], 'place-read-only'],
    ['the share lost before the rename', ['rename', 'ENETUNREACH'], 'place-away'],
    ['too many open files', ['open', 'EMFILE'], 'place-busy'],
    ['an error without a known code', ['write', 'EXYZ'], 'disk-error'],
  ])('%s', async (_, fault, code) => {
    await refused(put(failing(...fault)), code)
    expect(existsSync(final())).toBe(false)
    await recovers()
  })

  test('a virus scanner that lets go within a second', async () => {
    for (const code of ['EBUSY', 'EPERM', 'EACCES']) {
      await put(failing('rename', code, { times: 2 }))
      expect(readFileSync(final()).equals(desk.bytes)).toBe(true)
      rmSync(final())
      faults++
    }
  })

  test('a disk that keeps other bytes than it took', async () => {
    const lying = new Proxy(fs as Disk, {
      get(target, property: keyof Disk) {
        return async (...args: [string, ...never[]]) => {
          const isBack = property === 'open' && isLeftover(basename(args[0]), name) && existsSync(args[0])
          if (isBack) truncateSync(args[0], 1234)
          return (target[property] as (...all: unknown[]) => Promise<unknown>)(...args)
        }
      },
    })
    await refused(put(lying), 'place-file')
    await recovers()
  })

  test('a link laid at a temporary name is not followed', async () => {
    const victim = join(desk.folder, 'victim')
    writeFileSync(victim, 'mine')
    symlinkSync(victim, join(place, temporaryName(name)))
    faults++
    await recovers()
    expect(readFileSync(victim, 'utf8')).toBe('mine')
  })

  test('what a killed delivery left is removed; held by a scanner, it hinders nothing', async () => {
    writeFileSync(join(place, temporaryName(name)), 'left')
    await put(failing('rm', 'EBUSY'))
    expect(readdirSync(place).sort()).toEqual([...leftovers(place), name].sort())
    rmSync(final())
    faults += 2
    await recovers()
  })

  test('another content under the name is not overwritten: same size, other size, a folder', async () => {
    for (const content of [Buffer.alloc(desk.bytes.length), Buffer.from('short')]) {
      writeFileSync(final(), content)
      await refused(put(), 'place-taken')
      expect(readFileSync(final()).equals(content)).toBe(true)
    }
    rmSync(final())
    mkdirSync(final())
    await refused(put(), 'place-taken')
  })

  test('a file of the name that comes while ours is written', async () => {
    const racing = new Proxy(fs as Disk, {
      get:
        (target, property: keyof Disk) =>
        async (path: string, ...rest: never[]) => {
          if (property === 'open' && path.endsWith('.part')) writeFileSync(final(), 'theirs')
          return (target[property] as (...all: unknown[]) => Promise<unknown>)(path, ...rest)
        },
    })
    await refused(put(racing), 'place-taken')
    expect(readFileSync(final(), 'utf8')).toBe('theirs')
    expect(leftovers(place)).toEqual([])
  })

  test('no folder; a file in its place; our own file gone; cancelled', async () => {
    await refused(put(undefined, join(place, 'gone')), 'place-away')
    await refused(folderPlace(join(place, 'gone')).list(), 'place-away')
    await refused(put(undefined, desk.path), 'place-away')
    await refused(folderPlace(place).put(`${desk.path}.gone`, name, ignore), 'disk-error')
    const abort = new AbortController()
    const work = folderPlace(place).put(desk.path, name, () => abort.abort(), abort.signal)
    await refused(work, 'cancelled')
    expect(readdirSync(place)).toEqual([])
  })

  test('a list that fails; a file that vanishes while it is listed', async () => {
    await refused(folderPlace(place, failing('readdir', 'EIO')).list(), 'disk-error')
    await refused(folderPlace(place, failing('readdir', 'ECONNRESET')).list(), 'place-away')
    await put()
    expect(await folderPlace(place, failing('stat', 'ENOENT', { path: name })).list()).toEqual([])
    faults++
  })
})

describe('S-9.6 getting from a folder that fails', () => {
  beforeEach(() => writeFileSync(final(), desk.bytes))

  test.each<[string, Parameters<typeof failing>, FailureCode]>([
    ['the stick pulled while reading', ['read', 'ENODEV', { from: 2 }], 'place-away'],
    ['an error of the disk while reading', ['read', 'EIO', { from: 1 }], 'disk-error'],
    ['the share lost while reading', ['read', 'ECONNRESET', { from: 1 }], 'place-away'],
    ['not allowed to read', ['open', 'EACCES'], 'place-read-only'],
    ['held by another program', ['open', 'EBUSY'], 'place-busy'],
    ['gone since the list', ['open', 'ENOENT'], 'place-file'],
  ])('%s; gone on with by the next try', async (_, fault, code) => {
    await refused(get(failing(...fault)), code)
    expect(existsSync(desk.target)).toBe(false)
    const had = readFileSync(`${desk.target}.part`).length
    const steps: number[] = []
    await folderPlace(place).get(name, desk.target, (bytes) => steps.push(bytes))
    expect(steps[0]).toBe(had)
    expect(steps.reduce((sum, bytes) => sum + bytes)).toBe(desk.bytes.length)
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
  })

  test('a part of another file, and one that is longer: from the start', async () => {
    for (const part of [Buffer.alloc(100_000, 1), Buffer.alloc(desk.bytes.length + 1)]) {
      writeFileSync(`${desk.target}.part`, part)
      let sum = 0
      await folderPlace(place).get(name, desk.target, (bytes) => {
        sum += bytes
      })
      expect(sum).toBe(desk.bytes.length)
      expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
      faults++
    }
  })
})
