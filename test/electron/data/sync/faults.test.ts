import { execFileSync } from 'node:child_process'
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { createSealKey } from '../../../../electron/data/sync/age.ts'
import { packageFileName } from '../../../../electron/data/sync/package-name.ts'
import { writePackage } from '../../../../electron/data/sync/package-write.ts'
import { cleanUp, exportTo, type inlineJobs, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'
import { age, sha256Of } from '../../../support/packages.ts'

const mounted: string[] = []
afterEach(async () => {
  for (const point of mounted.splice(0)) execFileSync('umount', [point])
  await cleanUp()
})

/** A small disk of memory, or `undefined` where this run may not mount. */
function smallDisk(options: string): string | undefined {
  const point = join(temporaryFolder(), '盘')
  mkdirSync(point)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', point], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  mounted.push(point)
  return point
}

const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
async function laptopWithPhotos() {
  const laptop = await openDevice('一组笔记本', 'laptop')
  await laptop.save('campaigns', v7(), { name: '2026年度调研' })
  const folder = temporaryFolder()
  const paths = [1, 2, 3].map((n) => {
    writeFileSync(join(folder, `${n}.png`), Buffer.concat([head, randomBytes(2_000_000)]))
    return join(folder, `${n}.png`)
  })
  await laptop.call('attachments.add', { paths })
  return { laptop, peer: await laptop.peer('headquarters') }
}

describe('S-9.3: an export that cannot be written leaves nothing behind and says why', () => {
  test.runIf(process.platform === 'linux')('a full stick', async (context) => {
    const disk = smallDisk('size=3m')
    if (!disk) return context.skip()
    const { laptop, peer } = await laptopWithPhotos()
    const failure = await laptop.failure('packages.export', { peer, scope: 'new', folder: disk })
    expect(failure).toMatchObject({ code: 'disk-full' })
    expect(readdirSync(disk)).toEqual([])
    expect(laptop.data.db.prepare('SELECT count(*) FROM packages').pluck().get()).toBe(0)
    expect((await laptop.call('counts.get', {})).unreported).toBe(4)
    expect((await exportTo(laptop, peer)).number).toBe(1)
  })

  test.runIf(process.platform === 'linux')('a write-protected stick', async (context) => {
    const disk = smallDisk('ro')
    if (!disk) return context.skip()
    const { laptop, peer } = await laptopWithPhotos()
    expect(await laptop.failure('packages.export', { peer, scope: 'new', folder: disk })).toMatchObject({
      code: 'disk-read-only',
    })
  })

  test('a folder that is gone, and one that is a file', async () => {
    const { laptop, peer } = await laptopWithPhotos()
    const gone = join(temporaryFolder(), 'U盘')
    const failure = await laptop.failure('packages.export', { peer, scope: 'new', folder: gone })
    expect(failure).toMatchObject({ code: 'target-missing', message: expect.stringContaining('原内容完好') })
    writeFileSync(gone, '')
    expect(await laptop.failure('packages.export', { peer, scope: 'new', folder: gone })).toMatchObject({
      code: 'target-missing',
    })
  })

  test('cancelled at any time: no file, no entry', async () => {
    const { laptop, peer } = await laptopWithPhotos()
    const folder = temporaryFolder()
    const job = randomUUID()
    const running = laptop.failure('packages.export', { peer, scope: 'new', folder, job })
    await laptop.call('jobs.cancel', { job })
    expect(await running).toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
    expect(laptop.data.db.prepare('SELECT count(*) FROM packages').pluck().get()).toBe(0)
  })

  test('what a killed export left is taken away by the next; others’ files stay', async () => {
    const { laptop, peer } = await laptopWithPhotos()
    const folder = temporaryFolder()
    writeFileSync(join(folder, `.shanyan-${laptop.data.device}-1-${randomUUID()}.part`), 'half')
    writeFileSync(join(folder, `.shanyan-another.1-1-${randomUUID()}.part`), 'half')
    writeFileSync(join(folder, '照片.jpg'), 'mine')
    await exportTo(laptop, peer, 'new', folder)
    const left = readdirSync(folder).sort()
    expect(left).toHaveLength(3)
    expect(left[0]).toContain('another')
  })

  test('what does not read back is noticed and not named', async () => {
    const folder = temporaryFolder()
    const nameOf = () => 'x.shanyan'
    const target = { folder, device: 'abcdefgh.1', nameOf, seal: null, throwIfCancelled: () => undefined }
    const wrong = 'f'.repeat(64)
    const { bad } = await writePackage(target, (sink) => sink.add(`att/${wrong}`, Buffer.from('other bytes'), wrong))
    expect(bad).toEqual([wrong])
    expect(readdirSync(folder)).toEqual([])
  })

  test.each(['plain', 'sealed'])('S-9.1 members of any size read back %s, at every edge and beyond', async (kind) => {
    const seal = kind === 'sealed' ? await createSealKey({ recipients: [age] }) : null
    const target = {
      folder: temporaryFolder(),
      device: 'abcdefgh.1',
      nameOf: () => 'x.shanyan',
      seal,
      throwIfCancelled: () => {},
    }
    const edge = 8 * 1024 * 1024 - 2 * 4096
    const members = [0, 1, 4095, edge - 1, edge, edge + 1, 20_000_001].map((size) => randomBytes(size))
    members.push(...Array.from({ length: 300 }, () => randomBytes(randomInt(1, 600_000))))
    const { bad, bytes } = await writePackage(target, async (sink) => {
      for (const member of members) await sink.add(`att/${sha256Of(member)}`, member, sha256Of(member))
    })
    expect(bad).toEqual([])
    expect(bytes).toBeGreaterThan(members.reduce((sum, member) => sum + member.length, 0))
  })

  test('S-10.5 an import cancelled between bundles keeps whole ones and says so', async () => {
    const { laptop } = await laptopWithPhotos()
    const campaign = v7()
    await laptop.save('campaigns', campaign, { name: '另一个活动' })
    await laptop.save('findings', v7(), { campaign, kind: 'problem', summary: '另一条流里的发现' })
    const office = await openDevice('总会办公室', 'headquarters')
    const { path } = await exportTo(laptop, await peerOf(laptop, office))
    const staged = (await office.call('packages.inspect', { paths: [path] })).map((preview) => preview.staged as string)
    const changes = () => office.data.db.prepare('SELECT count(*) FROM changes').pluck().get() as number
    const early = randomUUID()
    const running = office.failure('packages.import', { staged, job: early })
    await office.call('jobs.cancel', { job: early })
    expect(await running).toMatchObject({ code: 'cancelled' })
    expect(changes()).toBe(0)
    const late = randomUUID()
    const jobs = office.data.jobs as ReturnType<typeof inlineJobs>
    jobs.onProgress = (step) => {
      if (step === 'changes') jobs.cancel(late)
    }
    const [stopped] = await office.call('packages.import', { staged, job: late })
    expect(stopped).toMatchObject({ imported: false, staged: staged[0], failure: { code: 'package-partly' } })
    expect(stopped?.failure?.message).toContain(`已收入 ${changes()} 处`)
    expect(changes()).toBeGreaterThan(0)
    const [whole] = await office.call('packages.import', { staged })
    expect(whole).toMatchObject({ imported: true, failure: null })
    expect(await office.digest()).toBe(await laptop.digest())
  })
})

describe('S-9.4: file names', () => {
  const at = new Date(2026, 10, 23, 15, 30)
  test.each([
    ['一组', '总会办公室', '善研-一组-给总会办公室-第0003号-20261123-1530.shanyan'],
    ['a/b\\c:d*e?', '<x>|"y"', '善研-abcde-给xy-第0003号-20261123-1530.shanyan'],
    ['名字. ', '', '善研-名字-给未命名-第0003号-20261123-1530.shanyan'],
    ['CON', 'nul.', '善研-CON-给nul-第0003号-20261123-1530.shanyan'],
  ])('%s to %s', (from, to, name) => {
    expect(packageFileName(from, to, 3, at, 0)).toBe(name)
  })
  test('fits 255 bytes and tells the same minute apart', () => {
    const name = packageFileName('长'.repeat(200), '𠀀'.repeat(200), 3, at, 12)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(name).toContain('-1530-12.shanyan')
  })
})
