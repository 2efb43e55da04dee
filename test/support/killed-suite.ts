/** What a computer holds after `kill -9` at any moment of its work, whoever of its processes died. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { migrate, migrations } from '../../electron/data/db/migrate.ts'
import { initial } from '../../electron/data/db/migrations/0010-initial.ts'
import { openReadable, openWritable } from '../../electron/data/db/open.ts'
import { isStored } from '../../electron/data/sync/content-store.ts'
import { digestOf } from '../../electron/data/sync/digest.ts'
import { openPackage, verifyMembers } from '../../electron/data/sync/package-read.ts'
import { stage } from '../../electron/data/sync/staging.ts'
import { bundleName } from '../../shared/sync/manifest.ts'
import { cleanUp, type Device, importFrom, openAs, openDevice, peerOf, temporaryFolder } from './device.ts'
import { faultsTried, times } from './faults.ts'
import { copyOfData, killMany, type Target } from './kill.ts'
import { packageName } from './killer.ts'
import { writeOldDatabase } from './old-database.ts'
import { approve, bundleFile, campaignLine, manifestFor, sha256Of, signatureOf } from './packages.ts'
import { rawZip } from './zip.ts'

/** Who dies, for the titles and the report. */
const names: Record<Target, string> = { data: 'the data process', main: 'main alone', group: 'the whole group' }

/** The tests of one target, each of `few` kills, or of 200 in the whole run. */
export function killedSuite(target: Target, few: number): void {
  afterEach(cleanUp)
  const count = times(200, few)
  describe(names[target], () => {
    test(`S-10.5 kill -9 of ${names[target]} during import, ${count} times: whole bundles only, and the next import completes (I4)`, {
      timeout,
    }, async () => {
      const [bundles, perBundle] = [12, 120]
      const authors = Array.from({ length: bundles }, (_, n) => `abcdefghijklmno${'abcdefghijklmnop'[n]}.1`)
      const members = authors.map((device) => {
        const lines = Array.from({ length: perBundle }, (_, n) => campaignLine(n + 1))
        const data = bundleFile(lines, 1, device)
        return { name: bundleName(sha256Of(data)), data }
      })
      const path = join(temporaryFolder(), '大包.shanyan')
      const manifest = Buffer.from(manifestFor(members))
      writeFileSync(path, rawZip([...members, { name: 'manifest.json', data: manifest }, signatureOf(manifest)]))
      const empty = await openDevice('总会办公室', 'headquarters')
      approve(empty)
      await empty.close()
      const whole = await openDevice('对照', 'headquarters')
      approve(whole)
      await importFrom(whole, [path])
      const wanted = await whole.digest()

      const left = { untouched: 0, 'some bundles': 0, whole: 0 }
      const killed = await killMany(
        target,
        'import',
        count,
        () => ({ dataDir: copyOfData(empty.dir), path }),
        async (dataDir) => {
          const office = await openDevice('总会办公室', 'headquarters', { dataDir })
          const here = office.data.db
            .prepare('SELECT d.id, count(*) AS n FROM changes c JOIN devices d ON d.n = c.device GROUP BY 1')
            .all() as { id: string; n: number }[]
          for (const { id, n } of here) if (authors.includes(id)) expect(n).toBe(perBundle)
          expect(number(office, 'SELECT count(*) FROM bundles')).toBe(here.length)
          expect(number(office, 'SELECT count(*) FROM campaigns')).toBe(here.length * perBundle)
          isSound(office)
          expect(number(office, "SELECT count(*) FROM packages WHERE state = 'imported'")).toBe(
            here.length === bundles ? 1 : 0,
          )
          left[here.length === 0 ? 'untouched' : here.length < bundles ? 'some bundles' : 'whole']++
          expect((await importFrom(office, [path])).imported[0]).toMatchObject({ imported: true })
          expect(await office.digest()).toBe(wanted)
          await office.close()
        },
      )
      faultsTried(`kill -9 of ${names[target]} during import`, count, { ...killed, ...left })
      enough(killed['mid-work'])
      // a thread that has only begun leaves none
      expect(left['some bundles']).toBeGreaterThanOrEqual(target === 'data' ? times(50, 1) : times(20, 0))
    })

    test(`S-9.1 kill -9 of ${names[target]} during export, ${count} times: a whole file or none, and the next export goes on`, {
      timeout,
    }, async () => {
      const laptop = await filled('一组笔记本', 'laptop')
      const office = await filled('总会办公室', 'headquarters')
      const digest = await office.digest()
      await office.close()
      const left = { 'no file': 0, 'half a file': 0, 'a file nobody noted': 0, 'a file': 0 }
      const { secrets } = await laptop.data.keyring.open()
      const opens = async (path: string) => {
        const plain = join(temporaryFolder(), 'plain')
        await stage(path, plain, { identities: secrets.identities }, () => {})
        const pack = openPackage(plain)
        expect(
          verifyMembers(
            pack,
            () => false,
            () => {},
          ).changes,
        ).toBeGreaterThan(60)
        expect(pack.attachments).toHaveLength(12)
        pack.close()
      }
      const killed = await killMany(
        target,
        'export',
        count,
        () => ({ dataDir: copyOfData(office.dir), path: temporaryFolder() }),
        async (dataDir, folder) => {
          const names = readdirSync(folder)
          const written = names.filter((name) => name.endsWith('.shanyan'))
          for (const name of written) await opens(join(folder, name))
          const again = await openDevice('总会办公室', 'headquarters', { dataDir })
          const noted = number(again, "SELECT count(*) FROM packages WHERE direction = 'out'")
          expect(noted).toBeLessThanOrEqual(written.length)
          isSound(again)
          const unnoted = written.length > noted ? 'a file nobody noted' : 'a file'
          left[written.length > 0 ? unnoted : names.length > 0 ? 'half a file' : 'no file']++
          const answer = await again.call('packages.export', {
            peer: await peerOf(again, laptop),
            scope: 'all',
            folder,
          })
          expect(answer.files[0]?.number).toBe(noted + 1)
          await opens(answer.files[0]?.path as string)
          expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
          expect(await again.digest()).toBe(digest)
          await again.close()
        },
      )
      faultsTried(`kill -9 of ${names[target]} during export`, count, { ...killed, ...left })
      enough(killed['mid-work'])
    })

    test(`S-11.7 kill -9 of ${names[target]} during a receipt and right after it, ${count} times: what it claims is there (I5)`, {
      timeout,
    }, async () => {
      const laptop = await filled('一组笔记本', 'laptop')
      const office = await openDevice('总会办公室', 'headquarters')
      const peer = await peerOf(laptop, office)
      const { files } = await laptop.call('packages.export', { peer, scope: 'all', folder: temporaryFolder() })
      await office.close()
      const makeFolder = () => {
        const folder = temporaryFolder()
        copyFileSync(files[0]?.path as string, join(folder, packageName))
        return folder
      }
      const left = { none: 0, whole: 0 }
      const killed = await killMany(
        target,
        'receipt',
        count,
        () => ({ dataDir: copyOfData(office.dir), path: makeFolder() }),
        async (dataDir, folder) => {
          const receipts = readdirSync(folder).filter((name) => name.endsWith('.shanyan') && name !== packageName)
          left[receipts.length > 0 ? 'whole' : 'none']++
          const again = await openDevice('总会办公室', 'headquarters', { dataDir })
          for (const name of receipts) {
            const { manifest } = await openAs(laptop, join(folder, name))
            expect(manifest.receipts).toHaveLength(1)
            expect(manifest.wants).toEqual([])
            await holdsWhatItSays(again, manifest.holds)
          }
          isSound(again)
          await again.close()
        },
      )
      faultsTried(`kill -9 of ${names[target]} during a receipt and its import`, count, { ...killed, ...left })
      expect(left.whole).toBeGreaterThan(0)
      enough(killed['mid-work'])
    })

    test(`S-12.1 kill -9 of ${names[target]} during a migration, ${count} times: the old version or a newer one, with everything in it`, {
      timeout,
    }, async () => {
      const old = join(temporaryFolder(), 'data')
      mkdirSync(old)
      writeOldDatabase(join(old, 'shanyan.db'), 1500)
      const reader = openReadable(join(old, 'shanyan.db'))
      const { digest } = digestOf(reader)
      reader.close()
      const versions: Record<string, number> = {}
      const newest = migrations.at(-1)?.version as number
      const killed = await killMany(
        target,
        'migration',
        count,
        () => ({ dataDir: copyOfData(old), path: '' }),
        async (dataDir) => {
          const file = join(dataDir, 'shanyan.db')
          const found = openReadable(file)
          const version = found.pragma('user_version', { simple: true }) as number
          expect([initial.version, ...migrations.map((step) => step.version)]).toContain(version)
          versions[`version ${version}`] = (versions[`version ${version}`] ?? 0) + 1
          expect(digestOf(found).digest).toBe(digest)
          found.close()
          const again = openWritable(file)
          migrate(again)
          expect(again.pragma('user_version', { simple: true })).toBe(newest)
          expect(again.pragma('integrity_check', { simple: true })).toBe('ok')
          expect(digestOf(again).digest).toBe(digest)
          again.close()
        },
      )
      faultsTried(`kill -9 of ${names[target]} during a migration`, count, { ...killed, ...versions })
      enough(killed['mid-work'])
    })
  })
}

const timeout = times(7_200_000, 240_000)
const enough = (midWork: number) => expect(midWork).toBeGreaterThanOrEqual(times(100, 2))

const isSound = (device: Device) => expect(device.data.db.pragma('integrity_check', { simple: true })).toBe('ok')
const number = (device: Device, sql: string) => device.data.db.prepare(sql).pluck().get() as number
/** Photos the size of a telephone's thumbnails; a package of them takes some milliseconds. */
function photos(many: number): string[] {
  const folder = temporaryFolder()
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
  return Array.from({ length: many }, (_, n) => {
    const path = join(folder, `${n}.png`)
    writeFileSync(path, Buffer.concat([head, Buffer.alloc(150_000, n)]))
    return path
  })
}
async function filled(name: string, role: 'laptop' | 'headquarters') {
  const device = await openDevice(name, role)
  for (let n = 0; n < 60; n++) await device.save('campaigns', v7(), { name: `活动${n}`, purpose: '慈善'.repeat(200) })
  await device.call('attachments.add', { paths: photos(12) })
  return device
}

async function holdsWhatItSays(
  device: Device,
  holds: { device: string; stream: string; ranges: [number, number, string][] }[],
) {
  const lines = device.data.db
    .prepare(
      `SELECT count(*) FROM changes c JOIN devices d ON d.n = c.device JOIN streams s ON s.n = c.stream
       WHERE d.id = ? AND s.id = ? AND c.seq BETWEEN ? AND ?`,
    )
    .pluck()
  let claimed = 0
  for (const { device: author, stream, ranges } of holds)
    for (const [first, last] of ranges) {
      claimed += last - first + 1
      expect(lines.get(author, stream, first, last)).toBe(last - first + 1)
    }
  expect(claimed).toBeGreaterThan(60)
  const photos = device.data.db
    .prepare('SELECT DISTINCT a.sha256, b.size FROM attachments a LEFT JOIN blobs b ON b.sha256 = a.sha256')
    .all() as { sha256: string; size: number }[]
  expect(photos).toHaveLength(12)
  for (const { sha256, size } of photos) expect(isStored(device.dir, sha256, size)).toBe(true)
}
