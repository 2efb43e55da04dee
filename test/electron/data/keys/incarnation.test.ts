import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import {
  cleanUp,
  type Device,
  exportTo,
  importFrom,
  openDevice,
  peerOf,
  temporaryFolder,
} from '../../../support/device.ts'

afterEach(cleanUp)

/** A copy of a closed device's folder, as a backup or a cloned disk has it. */
function copyOf({ dir }: Device): string {
  const folder = join(temporaryFolder(), 'data')
  cpSync(dir, folder, { recursive: true })
  rmSync(join(folder, 'owner.lock'), { force: true })
  return folder
}
const contents = (device: Device) =>
  device.data.db
    .prepare('SELECT count(*) FROM (SELECT 1 FROM changes GROUP BY device, stream, seq HAVING count(*) > 1)')
    .pluck()
    .get()

describe('S-1.2, S-11: a copy does not go on under the same name', () => {
  test('an older copy put back begins a new incarnation; nothing forks, and what was lost comes back', async () => {
    const stateDir = temporaryFolder()
    const here = { stateDir, machine: 'one' }
    const office = await openDevice('总会办公室', 'headquarters')
    const first = await openDevice('一组笔记本', 'laptop', here)
    const [visit, later] = [v7(), v7()]
    await first.save('visits', visit, { summary: '备份以前' })
    await first.close()
    const backup = copyOf(first)
    const second = await openDevice('一组笔记本', 'laptop', { ...here, dataDir: first.dir })
    expect(second.data.device).toBe(first.data.device)
    await second.save('visits', later, { summary: '备份以后' })
    await importFrom(office, [(await exportTo(second, await peerOf(second, office))).path])
    await second.close()

    const restored = await openDevice('一组笔记本', 'laptop', { ...here, dataDir: backup })
    expect(restored.data.device).toBe(first.data.device.replace(/1$/, '2'))
    await restored.save('visits', visit, { summary: '恢复以后接着写' })
    await importFrom(office, [(await exportTo(restored, await peerOf(restored, office))).path])
    await importFrom(restored, [(await exportTo(office, await peerOf(office, restored))).path])
    expect(await restored.get('visits', later)).toMatchObject({ summary: '备份以后' })
    expect(await restored.digest()).toBe(await office.digest())
    expect(contents(office)).toBe(0)
    await restored.close()
    // restored twice: the third name is new, too
    const again = await openDevice('一组笔记本', 'laptop', { ...here, dataDir: copyOf(first) })
    expect(again.data.device).toBe(first.data.device.replace(/1$/, '3'))
  })

  test('a folder on another computer gets keys of its own; what waited there still travels, named for who signs it', async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const first = await openDevice('一组笔记本', 'laptop', { stateDir: temporaryFolder(), machine: 'one' })
    const visit = v7()
    await first.save('visits', visit, { summary: '还没交出去' })
    await first.close()
    const moved = await openDevice('一组新笔记本', 'laptop', {
      stateDir: temporaryFolder(),
      machine: 'two',
      dataDir: copyOf(first),
    })
    expect(moved.data.keyring.fingerprint).not.toBe(first.data.keyring.fingerprint)
    const { path } = await exportTo(moved, await peerOf(moved, office))
    const { previews } = await importFrom(office, [path])
    expect(previews[0]?.vouched).toEqual([{ name: '一组笔记本', by: '一组新笔记本', changes: 1 }])
    expect(await office.get('visits', visit)).toMatchObject({ summary: '还没交出去' })
    expect(await office.digest()).toBe(await moved.digest())
  })
})
