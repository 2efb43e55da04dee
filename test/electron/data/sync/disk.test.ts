import { randomBytes } from 'node:crypto'
import { cpSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { cleanUp, type Device, exportTo, openAs, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'
import { failWrites } from '../../../support/failing-writes.ts'
import { faultsTried, times } from '../../../support/faults.ts'
import { copyOfData } from '../../../support/kill.ts'
import { mayMount, removeDisks, smallDisk } from '../../../support/small-disk.ts'

afterEach(cleanUp)
afterAll(removeDisks)

const kinds = [
  { code: 'ENOSPC', lasting: true, refusal: 'disk-full' },
  { code: 'ENOSPC', lasting: false, refusal: 'disk-full' },
  { code: 'EIO', lasting: true, refusal: 'disk-error' },
  { code: 'EIO', lasting: false, refusal: 'disk-error' },
] as const
/** Every write call in the whole run; every third in the short one. */
const step = times(1, 3)

async function laptopWithWork() {
  const laptop = await openDevice('一组笔记本', 'laptop')
  for (let n = 0; n < 5; n++) await laptop.save('campaigns', v7(), { name: `活动${n}` })
  const folder = temporaryFolder()
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
  const paths = [1, 2, 3].map((n) => {
    writeFileSync(join(folder, `${n}.png`), Buffer.concat([head, randomBytes(150_000)]))
    return join(folder, `${n}.png`)
  })
  await laptop.call('attachments.add', { paths })
  return laptop
}

const rows = ({ data }: Device, table: string) =>
  data.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
/** What an import can leave, whole things only. */
const left = (device: Device) => ({
  changes: rows(device, 'changes'),
  imported: device.data.db.prepare("SELECT count(*) FROM packages WHERE state = 'imported'").pluck().get(),
  parts: readdirSync(join(device.dir, 'attachments')).filter((name) => name.endsWith('.part')).length,
})

describe.each(kinds)('S-9.3, S-10.5: $code at every write call, lasting: $lasting', ({ code, lasting, refusal }) => {
  test('export: no file, no entry, and the next one is whole', { timeout: 600_000 }, async () => {
    const laptop = await laptopWithWork()
    const office = await openDevice('总会办公室', 'headquarters')
    const peer = await peerOf(laptop, office)
    const digest = await laptop.digest()
    let tried = 0
    const failed: Record<string, number> = {}
    for (let n = 1; ; n += step) {
      const folder = temporaryFolder()
      const writes = failWrites(n, code, { lasting })
      const failure = await laptop.failure('packages.export', { peer, scope: 'new', folder })
      writes.restore()
      const what = writes.failed() ?? ''
      const files = readdirSync(folder)
      if (!failure) {
        expect(files).toHaveLength(1)
        expect((await openAs(office, join(folder, files[0] as string))).attachments).toHaveLength(3)
        expect(rows(laptop, 'packages')).toBe(1)
        break
      }
      tried++
      failed[what] = (failed[what] ?? 0) + 1
      expect(failure.code, `${n} ${what}`).toBe(refusal)
      expect(files, `${n} ${what}`).toEqual([])
      expect(rows(laptop, 'packages')).toBe(0)
      expect((await laptop.call('counts.get', {})).unreported).toBe(8)
    }
    expect(await laptop.digest()).toBe(digest)
    faultsTried(`${code} during export`, tried, failed)
    expect(tried).toBeGreaterThan(9 / step)
  })

  test('import: nothing or whole bundles, and the next one completes', { timeout: 600_000 }, async () => {
    const laptop = await laptopWithWork()
    const office = await openDevice('总会办公室', 'headquarters')
    const { path } = await exportTo(laptop, await peerOf(laptop, office))
    const wanted = await laptop.digest()
    await office.close()
    let tried = 0
    const failed: Record<string, number> = {}
    for (let n = 1; ; n += step) {
      const here = await openDevice('总会办公室', 'headquarters', { dataDir: copyOfData(office.dir) })
      const writes = failWrites(n, code, { lasting })
      const inspected = await here.attempt('packages.inspect', { paths: [path] })
      const preview = inspected.ok ? inspected.value[0] : undefined
      const staged = preview?.staged ? [preview.staged] : []
      const imported = staged.length > 0 ? await here.attempt('packages.import', { staged }) : inspected
      writes.restore()
      const what = writes.failed() ?? ''
      const failure = !inspected.ok ? inspected.error : (preview?.failure ?? (imported.ok ? null : imported.error))
      const isOver = what === ''
      if (failure) {
        tried++
        failed[what] = (failed[what] ?? 0) + 1
        expect(failure.code, `${n} ${what}`).toBe(refusal)
        expect(left(here), `${n} ${what}`).toEqual({ changes: 0, imported: 0, parts: 0 })
        expect(rows(here, 'packages'), 'trouble with our own disk is no refusal of the package').toBe(0)
        expect(readdirSync(join(here.dir, 'quarantine'))).toEqual([])
        const [again] = await here.call('packages.inspect', { paths: [path] })
        await here.call('packages.import', { staged: [again?.staged as string] })
      }
      expect(await here.digest()).toBe(wanted)
      expect(rows(here, 'blobs')).toBe(3)
      await here.close()
      if (isOver) break
    }
    faultsTried(`${code} during import`, tried, failed)
    expect(tried).toBeGreaterThan(9 / step)
  })
})

describe('S-10.5: the disk of the data folder fills up', () => {
  const rooms = Array.from({ length: times(40, 6) }, (_, n) => Math.round((n * 4000) / times(40, 6)))
  test.runIf(mayMount)(
    `${rooms.length} times, with a little more room each time: whole bundles or nothing`,
    { timeout: 600_000 },
    async () => {
      const laptop = await laptopWithWork()
      for (let n = 0; n < 8; n++) {
        const campaign = v7()
        await laptop.save('campaigns', campaign, { name: `流${n}`, purpose: '慈善'.repeat(3000) })
        await laptop.save('findings', v7(), { campaign, kind: 'problem', summary: '问题'.repeat(1000) })
      }
      const office = await openDevice('总会办公室', 'headquarters')
      const { path } = await exportTo(laptop, await peerOf(laptop, office))
      const wanted = await laptop.digest()
      await office.close()
      const seen: Record<string, number> = {}
      for (const [n, kib] of rooms.entries()) {
        const disk = smallDisk('64m')
        const dataDir = join(disk.folder, 'data')
        cpSync(copyOfData(office.dir), dataDir, { recursive: true })
        const here = await openDevice('总会办公室', 'headquarters', { dataDir })
        const [preview] = await here.call('packages.inspect', { paths: [path] })
        // room for the photos, and `kib` more for the database
        const spare = (n % 2 === 0 ? 600 : 0) + kib
        const { bavail, bsize } = statfsSync(disk.folder)
        writeFileSync(join(disk.folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - spare * 1024)))
        const result = await here.attempt('packages.import', { staged: [preview?.staged as string] })
        const code = result.ok ? 'imported' : result.error.code
        seen[code] = (seen[code] ?? 0) + 1
        expect(['imported', 'disk-full']).toContain(code)
        const bundles = here.data.db.prepare('SELECT coalesce(sum(last - first + 1), 0) FROM bundles').pluck().get()
        expect(rows(here, 'changes')).toBe(bundles)
        expect(here.data.db.pragma('integrity_check', { simple: true })).toBe('ok')
        writeFileSync(join(disk.folder, 'filler'), '')
        if (!result.ok) await here.call('packages.import', { staged: [preview?.staged as string] })
        expect(await here.digest()).toBe(wanted)
        await here.close()
        removeDisks()
      }
      faultsTried('disks that fill up during import', rooms.length, seen)
      expect(seen['disk-full']).toBeGreaterThan(0)
    },
  )
})
