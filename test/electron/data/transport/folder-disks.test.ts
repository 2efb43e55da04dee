import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folderPlace } from '../../../../electron/data/transport/folder.ts'
import type { FailureCode } from '../../../../shared/result.ts'
import { mayMount, removeDisks, smallDisk } from '../../../support/small-disk.ts'
import { type Desk, ignore, packageName as name, openDesk, refusalOf } from '../../../support/transport.ts'

let desk: Desk
let place: string
let faults = 0

beforeEach(() => {
  desk = openDesk(3_000_000)
  place = join(desk.folder, '共享 文件夹')
  mkdirSync(place)
})
afterEach(() => {
  desk.remove()
  removeDisks()
})
afterAll(() => console.log(`folder faults on real disks: ${faults} tried`))

async function refused(work: Promise<unknown>, code: FailureCode) {
  faults++
  return refusalOf(work, code)
}

if (!mayMount) console.log('folder faults on real small disks: skipped, this account may not mount')

describe.skipIf(!mayMount)('S-9.6 real disks', () => {
  test('full, then freed', async () => {
    const disk = smallDisk('2m')
    await refused(folderPlace(disk.folder).put(desk.path, name, ignore), 'place-full')
    expect(readdirSync(disk.folder)).toEqual([])
    writeFileSync(desk.path, desk.bytes.subarray(0, 1_000_000))
    await folderPlace(disk.folder).put(desk.path, name, ignore)
    expect(readdirSync(disk.folder)).toEqual([name])
  })

  test('write-protected', async () => {
    const disk = smallDisk('8m')
    disk.readOnly()
    await refused(folderPlace(disk.folder).put(desk.path, name, ignore), 'place-read-only')
  })

  test('pulled out while it is written, then plugged in again', async () => {
    const disk = smallDisk('8m')
    let isPulled = false
    const work = folderPlace(disk.folder).put(desk.path, name, () => {
      if (!isPulled) disk.pull()
      isPulled = true
    })
    await refused(work, 'place-away')
    expect(readdirSync(disk.folder)).toEqual([])
    disk.plugIn()
    await folderPlace(disk.folder).put(desk.path, name, ignore)
    expect(readFileSync(join(disk.folder, name)).equals(desk.bytes)).toBe(true)
  })

  test('this computer’s own disk full while fetching', async () => {
    const disk = smallDisk('1m')
    writeFileSync(join(place, name), desk.bytes)
    await refused(folderPlace(place).get(name, join(disk.folder, 'x.shanyan'), ignore), 'disk-full')
  })
})
