import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drivePlace, findDrive, markDrive } from '../../../../electron/data/transport/drive.ts'
import { openPlace } from '../../../../electron/data/transport/place.ts'
import { mayMount, removeDisks, smallDisk } from '../../../support/small-disk.ts'
import { type Desk, ignore, packageName as name, openDesk, refusalOf } from '../../../support/transport.ts'

const id = '0198c0de-0000-7000-8000-000000000001'
let desk: Desk
let roots: string[]
const known = async () => roots

beforeEach(() => {
  desk = openDesk()
  roots = ['E', 'F', 'G'].map((letter) => join(desk.folder, letter))
  for (const root of roots) mkdirSync(root)
})
afterEach(() => desk.remove())
afterAll(removeDisks)

describe('S-9.7 removable drives', () => {
  test('found by its mark, at whatever root it appears', async () => {
    expect(await markDrive(roots[1]!, id)).toBe(id)
    const place = drivePlace(id, known)
    await place.put(desk.path, name, ignore)
    expect(readdirSync(roots[1]!)).toContain(name)
    renameSync(roots[1]!, join(desk.folder, 'H'))
    await refusalOf(place.list(), 'place-away')
    roots.push(join(desk.folder, 'H'))
    expect(await place.list()).toEqual([{ name, size: desk.bytes.length }])
    await place.get(name, desk.target, ignore)
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
  })

  test('found in a folder of the drive too', async () => {
    const chosen = join(roots[2]!, '善研')
    mkdirSync(chosen)
    await markDrive(chosen, id)
    expect(await findDrive(id, known)).toBe(chosen)
  })

  test('a mark that is there stays: other computers know the drive by it', async () => {
    await markDrive(roots[0]!, id)
    expect(await markDrive(roots[0]!, 'another')).toBe(id)
    expect(await findDrive('another', known)).toBeUndefined()
  })

  test.each([
    ['no JSON', 'x'],
    ['no id', '{}'],
    ['an empty id', '{"id":""}'],
    ['a list', '[]'],
    ['far too long', `{"id":"${'x'.repeat(5000)}"}`],
  ])('a damaged mark (%s) is none, and is replaced', async (_, content) => {
    writeFileSync(join(roots[0]!, '.shanyan-drive.json'), content)
    await markDrive(roots[2]!, id)
    expect(await findDrive(id, known)).toBe(roots[2])
    expect(await markDrive(roots[0]!, 'fresh')).toBe('fresh')
  })

  test('no drive, no roots, roots that are gone', async () => {
    await refusalOf(drivePlace(id, known).put(desk.path, name, ignore), 'place-away')
    await refusalOf(drivePlace(id, async () => []).list(), 'place-away')
    await refusalOf(drivePlace(id, async () => [join(desk.folder, 'no')]).get(name, desk.target, ignore), 'place-away')
    await refusalOf(markDrive(join(desk.folder, 'no'), id), 'place-away')
    // the roots of this computer
    await refusalOf((await openPlace({ kind: 'drive', marker: id })).list(), 'place-away')
  })

  test.skipIf(!mayMount)('pulled out, its empty mount point takes nothing', async () => {
    const disk = smallDisk('2m')
    await markDrive(disk.folder, id)
    const place = drivePlace(id, async () => [disk.folder])
    await place.put(desk.path, name, ignore)
    disk.pull()
    await refusalOf(place.put(desk.path, `2-${name}`, ignore), 'place-away')
    expect(readdirSync(disk.folder)).toEqual([])
  })

  test.skipIf(!mayMount)('a write-protected drive cannot be marked', async () => {
    const disk = smallDisk('1m')
    disk.readOnly()
    await refusalOf(markDrive(disk.folder, id), 'place-read-only')
  })
})
