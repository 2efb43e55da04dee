import { randomBytes } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, importFrom, openAs, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'

afterEach(cleanUp)

const png = () =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex'),
    randomBytes(300_000),
  ])
const limit = 1_000_000

describe('S-8.9: one hand-over in several files', () => {
  test('none is larger than wished, each is complete alone, and they arrive in any order', async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    const visit = v7()
    for (let n = 0; n < 3; n++)
      await laptop.save('findings', v7(), { quote: '很长的一段话。'.repeat(40_000), kind: 'practice' })
    await laptop.save('visits', visit, { summary: '盐城走访' })
    const folder = temporaryFolder()
    const paths = Array.from({ length: 7 }, (_, n) => {
      writeFileSync(join(folder, `${n}.png`), png())
      return join(folder, `${n}.png`)
    })
    await laptop.call('attachments.add', { paths, visit })
    const target = temporaryFolder()
    const peer = await peerOf(laptop, office)
    const { files, attachments } = await laptop.call('packages.export', { peer, scope: 'new', folder: target, limit })
    expect(files.length).toBeGreaterThan(3)
    expect(attachments).toBe(7)
    expect(files.map(({ number }) => number)).toEqual(files.map((_, n) => n + 1))
    const numbers = new Map<string, number>()
    for (const { path, bytes } of files) {
      expect(statSync(path).size).toBe(bytes)
      const { manifest, bundles } = await openAs(office, path)
      // one bundle of one long line may be more than was wished: it cannot be cut
      if (bundles.length + manifest.members.length > 2) expect(bytes).toBeLessThanOrEqual(limit)
      numbers.set(basename(path), manifest.number)
      expect(manifest.previous?.number ?? 0).toBe(manifest.number - 1)
    }
    expect(new Set(numbers.values()).size).toBe(files.length)
    for (const { path } of [...files].reverse()) {
      const { previews } = await importFrom(office, [path])
      expect(previews[0]?.failure).toBeNull()
    }
    expect(await office.digest()).toBe(await laptop.digest())
    expect(office.data.db.prepare('SELECT count(*) FROM blobs').pluck().get()).toBe(7)
    expect((await office.call('peers.list', {}))[0]?.missing).toEqual([])
    expect((await laptop.call('packages.plan', { peer, scope: 'new' })).attachments).toBe(0)
  })
})

test('S-11.12 with nothing to bring, a package is a receipt and takes no number', async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const laptop = await openDevice('一组笔记本', 'laptop')
  const peer = await peerOf(laptop, office)
  const folder = temporaryFolder()
  const { files } = await laptop.call('packages.export', { peer, scope: 'new', folder })
  expect(basename(files[0]?.path ?? '')).toContain('回执')
  await laptop.save('visits', v7(), { summary: '盐城走访' })
  expect((await laptop.call('packages.export', { peer, scope: 'new', folder })).files[0]?.number).toBe(1)
})
