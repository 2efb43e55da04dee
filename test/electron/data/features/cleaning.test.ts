import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { attachmentPath } from '../../../../electron/data/db/folder.ts'
import { cleanUp, exportTo, hand, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'

afterEach(cleanUp)

const png = (seed: number) =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex'),
    Buffer.alloc(2000, seed),
  ])

test('S-11: photos go only when a receipt covers them, are not asked for then, and come back when wanted', async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const laptop = await openDevice('一组笔记本', 'laptop')
  const visit = v7()
  await laptop.save('visits', visit, { summary: '盐城走访' })
  const folder = temporaryFolder()
  const paths = [1, 2].map((seed) => {
    writeFileSync(join(folder, `${seed}.png`), png(seed))
    return join(folder, `${seed}.png`)
  })
  await laptop.call('attachments.add', { paths, visit })
  const none = { count: 0, bytes: 0 }
  expect(await laptop.call('photos.cleanable', {})).toEqual({ ...none, cleaned: none })
  await hand(laptop, office, 'headquarters')
  // exported is not held
  expect(await laptop.call('photos.clean', {})).toEqual(none)
  await hand(office, laptop, 'laptop')
  const ready = await laptop.call('photos.cleanable', {})
  expect(ready.count).toBe(2)
  const shas = laptop.data.db.prepare('SELECT sha256 FROM blobs').pluck().all() as string[]
  expect(await laptop.call('photos.clean', {})).toEqual({ count: 2, bytes: ready.bytes })
  for (const sha256 of shas) expect(existsSync(attachmentPath(laptop.dir, sha256))).toBe(false)
  const place = async (sha256: string) => (await laptop.call('photos.place', { sha256 })).place
  expect(await Promise.all(shas.map(place))).toEqual(['cleaned', 'cleaned'])
  expect(await place('f'.repeat(64)), 'another that has not come in is not called cleaned').toBe('pending')
  expect(await laptop.call('photos.cleanable', {})).toEqual({ ...none, cleaned: { count: 2, bytes: ready.bytes } })

  // not asked for: nothing comes with the next packages
  await hand(laptop, office, 'headquarters')
  expect((await exportTo(office, await peerOf(office, laptop))).attachments).toBe(0)
  await laptop.call('photos.fetchBack', {})
  expect(await Promise.all(shas.map(place))).toEqual(['pending', 'pending'])
  await hand(laptop, office, 'headquarters')
  expect((await hand(office, laptop, 'laptop')).written.attachments).toBe(2)
  for (const sha256 of shas) expect(existsSync(attachmentPath(laptop.dir, sha256))).toBe(true)
  expect(await Promise.all(shas.map(place))).toEqual(['here', 'here'])
  expect(await laptop.digest()).toBe(await office.digest())
  // headquarters lets go of nothing
  expect(await office.call('photos.clean', {})).toEqual(none)
})
