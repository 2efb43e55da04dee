/** Tasks in worker threads, as the data process runs them. */
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../support/big-package.ts'
import { cleanUp, openDevice, temporaryFolder } from '../../support/device.ts'
import { approve } from '../../support/packages.ts'

afterAll(cleanUp)

test('small bundles announce themselves ten times a second at most, and all of them before the answer', async () => {
  const bundles = 400
  const file = join(temporaryFolder(), '许多小包.shanyan')
  writeBigPackage(file, bundles, 1)
  const device = await openDevice('总会办公室', 'headquarters', { worker: true })
  approve(device)
  const previews = await device.call('packages.inspect', { paths: [file] })
  const before = device.announced.length
  const began = performance.now()
  await device.call('packages.import', { staged: previews.flatMap(({ staged }) => staged ?? []) })
  const took = performance.now() - began
  const changed = device.announced.slice(before).filter(({ event }) => event === 'changed')
  expect(changed.length).toBeGreaterThan(0)
  expect(changed.length).toBeLessThan(took / 100 + 10)
  expect(changed.length).toBeLessThan(bundles / 2)
  expect((await device.call('findings.list', { offset: 0, limit: 1 })).total).toBe(bundles)
  expect(changed.some(({ payload }) => (payload as { entities: string[] }).entities.includes('findings'))).toBe(true)
})
