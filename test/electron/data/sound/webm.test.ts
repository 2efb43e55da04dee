import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { seekable } from '../../../../electron/data/sound/webm.ts'
import { cleanUp, temporaryFolder } from '../../../support/device.ts'
import { liveCluster, liveHead } from '../../../support/webm.ts'

const file = join(temporaryFolder(), 'sound.webm')
afterAll(cleanUp)

function rewritten(bytes: Buffer): { milliseconds: number; bytes: Buffer } | null {
  writeFileSync(file, bytes)
  const fd = openSync(file, 'r')
  try {
    const sound = seekable(fd)
    return (
      sound && {
        milliseconds: sound.milliseconds,
        bytes: Buffer.concat(Array.from(sound.pieces, (piece) => Buffer.from(piece))),
      }
    )
  } finally {
    closeSync(fd)
  }
}
/** 24 days. */
const longest = 2 ** 31
const three = [liveHead(), liveCluster(0, 50), liveCluster(1000, 50), liveCluster(2000, 25)]
const said = (bytes: Buffer) => bytes.toString('latin1').match(/sound at \d+/g) ?? []

test('every block is kept, the length is written, and each cluster lies where the index says', () => {
  const sound = rewritten(Buffer.concat(three))!
  expect(sound.milliseconds).toBe(2500)
  expect(said(sound.bytes)).toEqual(said(Buffer.concat(three)))
  const segment = sound.bytes.indexOf(Buffer.from('18538067', 'hex'))
  const size = Number(sound.bytes.readBigUInt64BE(segment + 4) & 0xff_ffff_ffff_ffffn)
  expect(segment + 12 + size).toBe(sound.bytes.length)
  const places: number[] = []
  for (
    let at = sound.bytes.indexOf(Buffer.from('f1', 'hex'));
    places.length < 3;
    at = sound.bytes.indexOf(0xf1, at + 17)
  )
    places.push(Number(sound.bytes.readBigUInt64BE(at + 9)))
  for (const place of places) expect(sound.bytes.readUInt32BE(segment + 12 + place)).toBe(0x1f43b675)
  const duration = sound.bytes.indexOf(Buffer.from('4489', 'hex'))
  expect(sound.bytes.readDoubleBE(duration + 10)).toBe(2500)
})

test('written once more it stays as it is', () => {
  const once = rewritten(Buffer.concat(three))!
  expect(rewritten(once.bytes)).toEqual(once)
})

test('cut off anywhere, it holds what was whole', () => {
  const whole = Buffer.concat(three)
  const first = liveHead().length + 12
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (cut) => {
      const sound = rewritten(whole.subarray(0, cut))
      if (!sound) {
        expect(cut).toBeLessThan(first + 40)
        return
      }
      const kept = said(sound.bytes)
      expect(kept).toEqual(said(whole).slice(0, kept.length))
      // at most the block that was being written is missing
      expect(said(whole.subarray(0, cut)).length - kept.length).toBeLessThanOrEqual(1)
      expect(sound.milliseconds).toBe(kept.length > 1 ? kept.length * 20 : 0)
    }),
    { numRuns: 200 },
  )
})

test('what is no sound is none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(rewritten(Buffer.from(bytes))).toBe(null)
    }),
  )
  expect(rewritten(liveHead())).toBe(null)
  expect(rewritten(Buffer.concat([liveHead(), liveCluster(0, 0).subarray(0, 12)]))).toBe(null)
})

test('noise in the middle neither hangs nor is taken for sound', () => {
  const whole = Buffer.concat(three)
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: whole.length - 1 }),
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      (at, noise) => {
        const damaged = Buffer.from(whole)
        damaged.set(noise.subarray(0, whole.length - at), at)
        try {
          expect(rewritten(damaged)?.milliseconds ?? 0).toBeLessThan(longest)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      },
    ),
    { numRuns: 300 },
  )
})
