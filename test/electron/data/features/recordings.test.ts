import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attachmentPath } from '../../../../electron/data/db/folder.ts'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'
import { mayMount, removeDisks, smallDisk } from '../../../support/small-disk.ts'
import { liveCluster, liveHead } from '../../../support/webm.ts'

const meeting = v7()
const visit = v7()
const at = '2023-11-10T14:05:00'
let device: Device

const begin = (id: string) => device.call('recordings.begin', { id, meeting, name: '盐城座谈会.webm', at })
const append = (id: string, offset: number, bytes: Buffer) =>
  device.call('recordings.append', { id, offset, bytes: bytes.toString('base64') })
const leftovers = () => readdirSync(join(device.dir, 'recordings'))

beforeAll(async () => {
  device = await openDevice('记录员', 'laptop')
  await device.save('visits', visit, { summary: '座谈' })
  await device.save('meetings', meeting, { kind: 'symposium', visit })
})
afterAll(async () => {
  await cleanUp()
  removeDisks()
})

test('pieces become an attachment of the meeting, which is no photo', async () => {
  const id = v7()
  expect((await begin(id)).free).toBeGreaterThan(0)
  const pieces = [liveHead(), liveCluster(0, 50), liveCluster(1000, 50)]
  let offset = 0
  for (const piece of pieces) {
    await append(id, offset, piece)
    // an answer that was lost on its way: the same again
    await append(id, offset, piece)
    offset += piece.length
  }
  expect(readFileSync(join(device.dir, 'recordings', `${id}.webm`))).toEqual(Buffer.concat(pieces))
  expect(await device.call('recordings.finish', { id })).toEqual({ milliseconds: 2000 })
  const page = await device.call('meetings.page', { id: meeting })
  expect(page?.recordings).toMatchObject([{ id, mediaType: 'audio/webm', milliseconds: 2000, takenAt: at, meeting }])
  expect(page?.photos).toEqual([])
  expect(await device.call('visits.page', { id: visit })).toMatchObject({
    photos: [],
    photoCount: 0,
    photoExpected: false,
  })
  const [{ sha256, size }] = page!.recordings as unknown as [{ sha256: string; size: number }]
  expect(readFileSync(attachmentPath(device.dir, sha256)).length).toBe(size)
  expect(leftovers()).toEqual([])
})

test('killed while recording: the next window ends it, with what was written', async () => {
  const id = v7()
  await begin(id)
  const piece = Buffer.concat([liveHead(), liveCluster(0, 100)])
  await append(id, 0, piece.subarray(0, -3))
  await device.close()
  device = await openDevice('记录员', 'laptop', { dataDir: device.dir })
  expect(leftovers()).toHaveLength(2)
  expect(await device.call('recordings.settle', {})).toEqual({ count: 1 })
  expect((await device.call('meetings.page', { id: meeting }))?.recordings).toMatchObject([
    {},
    { id, milliseconds: 1980 },
  ])
  expect(await device.call('recordings.settle', {})).toEqual({ count: 0 })
  expect(leftovers()).toEqual([])
})

test('of which nothing was heard nothing stays', async () => {
  const id = v7()
  await begin(id)
  expect(await device.call('recordings.finish', { id })).toBe(null)
  expect(leftovers()).toEqual([])
  expect((await device.call('meetings.page', { id: meeting }))?.recordings).toHaveLength(2)
})

test('a piece of a recording nobody began is refused, and a name never leaves the folder', async () => {
  const bytes = liveHead().toString('base64')
  expect((await device.failure('recordings.append', { id: v7(), offset: 0, bytes }))?.code).toBe('not-found')
  for (const input of [
    { id: '../../../etc/passwd', offset: 0, bytes },
    { id: v7(), offset: -1, bytes },
    { id: v7(), offset: 0, bytes: '不是' },
  ])
    expect((await device.failure('recordings.append', input))?.code).toBe('bad-input')
  expect((await device.failure('recordings.finish', { id: v7() }))?.code).toBe('not-found')
})

describe.skipIf(!mayMount)('a disk that is full', () => {
  test('refuses to begin, and keeps what is written when it fills up', async () => {
    const disk = smallDisk('128m')
    const full = await openDevice('满盘', 'laptop', { dataDir: join(disk.folder, 'data') })
    const symposium = v7()
    await full.save('meetings', symposium, { kind: 'symposium' })
    const id = v7()
    const note = { id, meeting: symposium, name: '录音.webm', at }
    await full.call('recordings.begin', note)
    const piece = Buffer.concat([liveHead(), liveCluster(0, 50)])
    const said = (bytes: Buffer) => ({ id, bytes: bytes.toString('base64') })
    await full.call('recordings.append', { ...said(piece), offset: 0 })
    disk.fill()
    const more = Buffer.concat(Array.from({ length: 40 }, (_, second) => liveCluster(1000 + second * 1000, 50)))
    const next = { ...said(more), offset: piece.length }
    expect((await full.failure('recordings.append', next))?.code).toBe('disk-full')
    expect(await full.failure('recordings.begin', { ...note, id: v7() })).toMatchObject({ code: 'recording-space' })
    expect((await full.failure('recordings.finish', { id }))?.code).toBe('disk-full')
    expect(await full.call('recordings.settle', {})).toEqual({ count: 0 })
    expect(existsSync(join(full.dir, 'recordings', `${id}.webm`))).toBe(true)
    disk.free()
    await full.call('recordings.append', next)
    expect(await full.call('recordings.finish', { id })).toEqual({ milliseconds: 41_000 })
    await full.close()
  })
})
