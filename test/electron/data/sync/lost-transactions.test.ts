/** SQLite drops committed transactions without a word where the write-ahead log is damaged: what follows must be noticed. */
import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { attachmentPath, dataFiles } from '../../../../electron/data/db/folder.ts'
import { migrate } from '../../../../electron/data/db/migrate.ts'
import { openReadable, openWritable } from '../../../../electron/data/db/open.ts'
import { createChangeLog } from '../../../../electron/data/sync/changes.ts'
import { digestOf } from '../../../../electron/data/sync/digest.ts'
import { cleanUp, type Device, hand, importFrom, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'
import { faultsTried, seeded, times } from '../../../support/faults.ts'
import { copyOfData } from '../../../support/kill.ts'
import { campaignLine } from '../../../support/packages.ts'

afterEach(cleanUp)

const tried = times(1000, 120)
const stories = times(50, 3)
const walHeader = 32
const frame = 24 + 4096

/** One of the ways a disk or a power cut leaves the log. */
function damage(wal: Buffer, next: () => number): { how: string; bytes: Buffer } {
  const at = Math.floor(next() * wal.length)
  const copy = Buffer.from(wal)
  const frames = Math.floor((wal.length - walHeader) / frame)
  const place = walHeader + Math.floor(next() * frames) * frame
  const ways: Record<string, () => Buffer> = {
    truncated: () => wal.subarray(0, at),
    'bit flipped': () => {
      copy[at] = (copy[at] as number) ^ (1 << Math.floor(next() * 8))
      return copy
    },
    'page of zeros': () => copy.fill(0, at, Math.min(wal.length, at + 4096)),
    'frame missing': () => Buffer.concat([wal.subarray(0, place), wal.subarray(place + frame)]),
    'frame not written yet': () => {
      randomBytes(frame).copy(copy, place)
      return copy
    },
    'header gone': () => copy.fill(0, 0, walHeader),
  }
  const names = Object.keys(ways)
  const how = names[Math.floor(next() * (names.length - (next() < 0.9 ? 1 : 0)))] as string
  return { how, bytes: (ways[how] as () => Buffer)() }
}

describe('S-14.2: a damaged write-ahead log', () => {
  test(`${tried} of them: the state is an earlier whole one, and what is held says so`, { timeout: 900_000 }, () => {
    const folder = temporaryFolder()
    const file = join(folder, 'shanyan.db')
    const db = openWritable(file)
    migrate(db)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('wal_autocheckpoint = 0')
    const log = createChangeLog(db, 'abcdefghijklmnop.1', Date.now)
    const states = new Set([digestOf(db).digest])
    for (let n = 0; n < 40; n++) {
      log.write('campaigns', v7(), { name: { value: `活动${n}` }, purpose: { value: '慈善'.repeat(n * 20) } })
      states.add(digestOf(db).digest)
      const first = n * 2 + 1
      const lines = [campaignLine(first), campaignLine(first + 1)]
      log.receive({ device: 'ponmlkjihgfedcba.1', stream: 'base', first, last: first + 1, sha256: 'x', lines })
      states.add(digestOf(db).digest)
    }
    const wal = readFileSync(`${file}-wal`)
    const next = seeded(20261123)
    const ways: Record<string, number> = {}
    const lost = { nothing: 0, something: 0, everything: 0 }
    for (let run = 0; run < tried; run++) {
      const copy = join(folder, 'copy.db')
      copyFileSync(file, copy)
      const { how, bytes } = damage(wal, next)
      writeFileSync(`${copy}-wal`, bytes)
      const opened = openWritable(copy)
      const { digest, changes } = digestOf(opened)
      const held = opened.prepare('SELECT coalesce(sum(last - first + 1), 0) FROM held').pluck().get() as number
      expect(held).toBe(changes)
      expect(states.has(digest), `${run} ${how}`).toBe(true)
      expect(opened.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(opened.prepare('SELECT count(*) FROM campaigns').pluck().get()).toBe(changes)
      opened.close()
      for (const left of [copy, `${copy}-wal`, `${copy}-shm`]) rmSync(left, { force: true })
      ways[how] = (ways[how] ?? 0) + 1
      lost[changes === 120 ? 'nothing' : changes === 0 ? 'everything' : 'something']++
    }
    db.close()
    faultsTried('damaged write-ahead logs', tried, {
      ...ways,
      'lost nothing': lost.nothing,
      'lost something': lost.something,
      'lost everything': lost.everything,
    })
    expect(lost.something).toBeGreaterThan(tried / 2)
  })

  test(`S-11.8 ${stories} receipts that became untrue: noticed, 已回执 taken back, all sent again`, {
    timeout: 900_000,
  }, async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    const campaign = v7()
    await laptop.save('campaigns', campaign, { name: '2026年度调研' })
    await hand(laptop, office, 'headquarters')
    const undo = keepInLog(office)
    const sha256 = await addPhoto(laptop)
    await laptop.save('campaigns', campaign, { purpose: '只在日志里' })
    await hand(laptop, office, 'headquarters')
    await receipt(office, laptop)
    expect((await laptop.call('records.get', { entity: 'campaigns', id: campaign }))?.reported).toBe('acknowledged')
    const wanted = await laptop.digest()
    const crashed = copyWithLog(office)
    undo()
    await office.close()
    await laptop.close()
    const next = seeded(3)
    const seen = { 'lost nothing': 0, 'lost something': 0 }
    for (let run = 0; run < stories; run++) {
      const restored = await openDevice('总会办公室', 'headquarters', { dataDir: damagedCopy(crashed, next) })
      const other = await openDevice('一组笔记本', 'laptop', { dataDir: copyOfData(laptop.dir) })
      const isWhole = (await restored.digest()) === wanted
      seen[isWhole ? 'lost nothing' : 'lost something']++
      await receipt(restored, other)
      const state = (await other.call('records.get', { entity: 'campaigns', id: campaign }))?.reported
      expect(state).toBe(isWhole ? 'acknowledged' : 'exported')
      const again = await hand(other, restored, 'headquarters')
      if (!isWhole) expect(again.written.changes).toBeGreaterThan(0)
      expect(await restored.digest()).toBe(wanted)
      expect(readFileSync(attachmentPath(restored.dir, sha256)).length).toBeGreaterThan(1000)
      await receipt(restored, other)
      expect((await other.call('records.get', { entity: 'campaigns', id: campaign }))?.reported).toBe('acknowledged')
      await restored.close()
      await other.close()
    }
    faultsTried('receipts that a damaged log made untrue', stories, seen)
    expect(seen['lost something']).toBeGreaterThan(0)
  })

  test(`S-11.9 ${stories} writers that lost their own changes: a new incarnation, and what was handed in comes back`, {
    timeout: 900_000,
  }, async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const stateDir = temporaryFolder()
    const laptop = await openDevice('一组笔记本', 'laptop', { stateDir, machine: 'one' })
    const undo = keepInLog(laptop)
    const campaign = v7()
    for (let n = 0; n < 10; n++) await laptop.save('campaigns', campaign, { purpose: `第${n}次` })
    await hand(laptop, office, 'headquarters')
    // the note outside the data folder is brought up to date within a second
    await new Promise((later) => setTimeout(later, 1300))
    const crashed = copyWithLog(laptop)
    const { device } = laptop.data
    const note = join(temporaryFolder(), 'state')
    cpSync(stateDir, note, { recursive: true })
    undo()
    await laptop.close()
    await office.close()
    const next = seeded(5)
    const seen = { 'lost nothing': 0, 'lost something': 0 }
    for (let run = 0; run < stories; run++) {
      const state = join(temporaryFolder(), 'state')
      cpSync(note, state, { recursive: true })
      const options = { dataDir: damagedCopy(crashed, next), stateDir: state, machine: 'one' }
      const restored = await openDevice('一组笔记本', 'laptop', options)
      const here = await openDevice('总会办公室', 'headquarters', { dataDir: copyOfData(office.dir) })
      const isWhole = restored.data.device === device
      seen[isWhole ? 'lost nothing' : 'lost something']++
      if (isWhole) expect(await restored.get('campaigns', campaign)).toMatchObject({ purpose: '第9次' })
      else expect(restored.data.device).toBe(device.replace(/1$/, '2'))
      await restored.save('campaigns', v7(), { name: '接着写' })
      await hand(restored, here, 'headquarters')
      await hand(here, restored, 'laptop')
      expect(await restored.get('campaigns', campaign)).toMatchObject({ purpose: '第9次' })
      expect(await restored.digest()).toBe(await here.digest())
      const forked = 'SELECT count(*) FROM (SELECT 1 FROM changes GROUP BY device, stream, seq HAVING count(*) > 1)'
      expect(here.data.db.prepare(forked).pluck().get()).toBe(0)
      await restored.close()
      await here.close()
    }
    faultsTried('writers that lost their own changes', stories, seen)
    expect(seen['lost something']).toBeGreaterThan(0)
  })
})

/** A reader that stays keeps what is committed from now on in the log alone, as a busy day does. */
function keepInLog({ dir, data }: Device): () => void {
  data.db.pragma('wal_checkpoint(TRUNCATE)')
  const reader = openReadable(dataFiles(dir).database)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM changes').get()
  return () => reader.close()
}

/** The folder as a power cut leaves it. */
function copyWithLog({ dir }: Device): string {
  const to = join(temporaryFolder(), 'data')
  mkdirSync(to)
  cpSync(dir, to, { recursive: true, filter: (name) => !/(-shm|owner\.lock.*)$/.test(name) })
  return to
}

function damagedCopy(crashed: string, next: () => number): string {
  const dataDir = copyOfData(crashed)
  const wal = `${dataFiles(dataDir).database}-wal`
  writeFileSync(wal, damage(readFileSync(wal), next).bytes)
  return dataDir
}

async function addPhoto(device: Device): Promise<string> {
  const path = join(temporaryFolder(), '照片.png')
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
  writeFileSync(path, Buffer.concat([head, Buffer.alloc(2000, 3)]))
  await device.call('attachments.add', { paths: [path] })
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

async function receipt(from: Device, to: Device): Promise<void> {
  const input = { peer: await peerOf(from, to), scope: 'receipt', folder: temporaryFolder() } as const
  await importFrom(to, [(await from.call('packages.export', input)).files[0]?.path as string])
}
