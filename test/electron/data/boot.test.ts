import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openData } from '../../../electron/data/boot.ts'
import { dataFiles } from '../../../electron/data/db/folder.ts'
import { migrate } from '../../../electron/data/db/migrate.ts'
import { openWritable } from '../../../electron/data/db/open.ts'
import { takeOwnership } from '../../../electron/data/db/owner-lock.ts'
import { mountKind } from '../../../electron/data/db/place.ts'
import { dispatch } from '../../../electron/data/dispatch.ts'
import { failureOf } from '../../../electron/data/failure.ts'
import type { Input, OperationName, Output, Result } from '../../../shared/contract.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shanyan-boot-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const open = (dataDir = join(dir, 'data')) =>
  openData({
    dataDir,
    resourcesDir: join(import.meta.dirname, '../../../resources'),
    appVersion: 'test',
    demo: false,
    worker: '',
    announce: () => undefined,
  })
type Data = Awaited<ReturnType<typeof open>>
async function call<K extends OperationName>(data: Data, operation: K, input: Input<K>): Promise<Output<K>> {
  const result = JSON.parse(await dispatch(operation, input, data)) as Result<Output<K>>
  if (!result.ok) throw Object.assign(new Error(result.error.message), result.error)
  return result.value
}
const codeOf = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    return failureOf(error).code
  }
  return 'none'
}

describe('data folder', () => {
  test('a database from a newer version is refused and left byte for byte', async () => {
    await (await open()).close()
    const file = dataFiles(join(dir, 'data')).database
    const db = openWritable(file)
    db.pragma('user_version = 99999')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    const before = readFileSync(file)
    expect(await codeOf(() => open())).toBe('database-newer')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a file that is no database is refused and left as it is', async () => {
    const files = dataFiles(join(dir, 'data'))
    mkdirSync(join(dir, 'data'))
    writeFileSync(files.database, 'this is not a database at all, but something else of some length'.repeat(100))
    const before = readFileSync(files.database)
    expect(await codeOf(() => open())).toBe('database-damaged')
    expect(readFileSync(files.database).equals(before)).toBe(true)
  })

  test('[rule 14] one owner at a time; the next gets it the moment it is free', async () => {
    const first = await open()
    expect(await codeOf(() => takeOwnership(dataFiles(join(dir, 'data')).owner, 50))).toBe('database-owned')
    await first.close()
    takeOwnership(dataFiles(join(dir, 'data')).owner, 50).release()
  })

  test('each migration is one transaction with its number, after a copy', () => {
    mkdirSync(join(dir, 'data'))
    const db = openWritable(join(dir, 'data', 'shanyan.db'))
    const one = { version: 1, up: (d: typeof db) => void d.exec('CREATE TABLE a (x)') }
    migrate(db, [one])
    db.exec('INSERT INTO a VALUES (1)')
    const broken = {
      version: 2,
      up: (d: typeof db) => {
        d.exec('CREATE TABLE b (x)')
        throw new Error('interrupted')
      },
    }
    expect(() => migrate(db, [one, broken])).toThrow('interrupted')
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'b'").pluck().get()).toBe(0)
    const [copy] = readdirSync(join(dir, 'data', 'backups'))
    const old = openWritable(join(dir, 'data', 'backups', copy as string))
    expect(old.prepare('SELECT x FROM a').pluck().all()).toEqual([1])
    old.close()
    db.close()
  })

  test('network drives and sticks are told apart from the computer’s own disk', () => {
    const table = [
      '22 1 8:1 / / rw - ext4 /dev/sda1 rw',
      '40 22 0:51 / /mnt/share rw - cifs //server/share rw',
      '41 22 8:17 / /media/user/U\\040盘 rw - vfat /dev/sdb1 rw',
    ].join('\n')
    const removable = (device: string) => device === '8:17'
    expect(mountKind(table, '/home/user/data', removable)).toBeNull()
    expect(mountKind(table, '/mnt/share/data', removable)).toBe('network')
    expect(mountKind(table, '/media/user/U 盘/data', removable)).toBe('removable')
    expect(mountKind(table, '/mnt/shared-not', removable)).toBeNull()
  })
})

describe('S-12: after an upgrade', () => {
  test('what the version before did not know is shown', async () => {
    const first = await open()
    const visit = v7()
    const fields = { summary: { value: '盐城走访' }, purpose: { value: '了解工作站' } }
    await call(first, 'records.save', { entity: 'visits', id: visit, fields })
    // as a version wrote it that knew neither the field nor the noun of the second record
    const other = v7()
    await call(first, 'records.save', { entity: 'people', id: other, fields: { name: { value: '李四' } } })
    const { meta } = first.db.prepare('SELECT meta FROM people WHERE id = ?').get(other) as { meta: string }
    first.db.prepare('UPDATE visits SET purpose = NULL WHERE id = ?').run(visit)
    first.db.prepare('DELETE FROM people WHERE id = ?').run(other)
    first.db.prepare('INSERT INTO unknowns (entity, id, meta) VALUES (?, ?, ?)').run('people', other, meta)
    first.db.prepare("UPDATE settings SET value = 'before' WHERE key = 'shape'").run()
    await first.close()
    const second = await open()
    expect((await call(second, 'records.get', { entity: 'visits', id: visit }))?.fields).toMatchObject({
      summary: '盐城走访',
      purpose: '了解工作站',
    })
    expect((await call(second, 'records.get', { entity: 'people', id: other }))?.fields).toMatchObject({ name: '李四' })
    await second.close()
  })
})

describe('edit sessions', () => {
  test('a draft survives the process and becomes a change at the next start; its creation too [rule 2]', async () => {
    const id = v7()
    const first = await open()
    await call(first, 'drafts.put', { entity: 'visits', id, fields: { summary: { value: '说到一半', base: [] } } })
    // no close: the process is gone
    first.db.close()
    first.drafts.close()
    const lock = dataFiles(join(dir, 'data')).owner
    rmSync(lock)
    const second = await open()
    const view = await call(second, 'records.get', { entity: 'visits', id })
    expect(view?.fields.summary).toBe('说到一半')
    expect(view?.drafts).toEqual([])
    expect(await call(second, 'drafts.recovered', {})).toMatchObject([{ entity: 'visits', id, field: 'summary' }])
    expect(await call(second, 'drafts.recovered', {})).toEqual([])
    await second.close()
  })

  test('while an import holds the database a save is durable in the draft store and committed when it is free', async () => {
    const data = await open()
    const id = v7()
    await call(data, 'records.save', { entity: 'people', id, fields: { name: { value: '李小敏' } } })
    const holding = data.jobs.holding
    data.jobs.holding = () => true
    const answer = await call(data, 'records.save', { entity: 'people', id, fields: { title: { value: '会长' } } })
    expect(answer.waiting).toBe(true)
    expect(data.drafts.all()).toMatchObject([{ field: 'title', ready: 1 }])
    expect((await call(data, 'records.get', { entity: 'people', id }))?.fields.title).toBe('会长')
    data.jobs.holding = holding
    await data.close()
    const again = await open()
    expect((await call(again, 'records.get', { entity: 'people', id }))?.fields.title).toBe('会长')
    expect(again.drafts.all()).toEqual([])
    await again.close()
  })

  test('a value that waits for the database is not lost when typing after it comes back to it', async () => {
    const data = await open()
    const id = v7()
    await call(data, 'records.save', { entity: 'people', id, fields: { name: { value: '李小敏' } } })
    const holding = data.jobs.holding
    data.jobs.holding = () => true
    await call(data, 'records.save', { entity: 'people', id, fields: { title: { value: '会长' } } })
    await call(data, 'drafts.put', { entity: 'people', id, fields: { title: { value: '会长们', base: [] } } })
    expect((await call(data, 'records.get', { entity: 'people', id }))?.fields.title).toBe('会长们')
    await call(data, 'drafts.discard', { entity: 'people', id, fields: ['title'] })
    expect((await call(data, 'records.get', { entity: 'people', id }))?.fields.title).toBe('会长')
    data.jobs.holding = holding
    await data.close()
    const again = await open()
    expect((await call(again, 'records.get', { entity: 'people', id }))?.fields.title).toBe('会长')
    await again.close()
  })

  test('input from the window is parsed: unknown operations, fields and values are refused as values', async () => {
    const data = await open()
    const refused = async (operation: string, input: unknown) =>
      (JSON.parse(await dispatch(operation, input, data)) as { error?: { code: string } }).error?.code
    expect(await refused('constructor', {})).toBe('bad-input')
    expect(await refused('records.get', { entity: 'sqlite_master', id: v7() })).toBe('bad-input')
    expect(await refused('records.get', { entity: 'visits', id: "x' OR 1=1" })).toBe('bad-input')
    expect(await refused('records.save', { entity: 'visits', id: v7(), fields: { nosuch: { value: 'x' } } })).toBe(
      'bad-input',
    )
    expect(await refused('records.save', { entity: 'visits', id: v7(), fields: { team: { value: 1.5 } } })).toBe(
      'bad-input',
    )
    await data.close()
  })
})
