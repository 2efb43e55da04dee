import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { checkLines, splitBundle } from '../../../../electron/data/sync/package-read.ts'
import { Refusal } from '../../../../shared/result.ts'
import { cleanUp, exportTo, importFrom, openDevice, temporaryFolder } from '../../../support/device.ts'
import { bundleFile, campaignLine } from '../../../support/packages.ts'

afterEach(cleanUp)

/** Seeded, so that a failure can be run again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('S-10.2: damage', () => {
  test('300 truncated or bit-flipped packages: 0 applied', { timeout: 240_000 }, async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    for (let n = 0; n < 20; n++)
      await laptop.save('campaigns', v7(), { name: `活动${n}`, year: 2000 + n, purpose: '慈善'.repeat(n) })
    const photo = join(temporaryFolder(), '照片.png')
    const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
    writeFileSync(photo, Buffer.concat([head, Buffer.alloc(3000, 7)]))
    await laptop.call('attachments.add', { paths: [photo] })
    const sound = readFileSync((await exportTo(laptop, await laptop.peer('headquarters'))).path)
    const next = random(20261123)
    const file = join(temporaryFolder(), '包.shanyan')
    const codes: Record<string, number> = {}
    const before = await office.digest()
    for (let run = 0; run < 300; run++) {
      let bytes: Buffer
      if (run % 2 === 0) bytes = sound.subarray(0, Math.floor(next() * sound.length))
      else {
        bytes = Buffer.from(sound)
        const at = Math.floor(next() * bytes.length)
        bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(next() * 8))
      }
      writeFileSync(file, bytes)
      const { previews } = await importFrom(office, [file])
      const code = previews[0]?.failure?.code ?? 'accepted'
      codes[code] = (codes[code] ?? 0) + 1
      expect(`${run} ${code}`).not.toContain('accepted')
    }
    expect(await office.digest()).toBe(before)
    expect(office.data.db.prepare('SELECT count(*) FROM blobs').pluck().get()).toBe(0)
    console.log('damaged packages: 300, 0 applied', codes)
  })

  test('2,000 fuzzed change lines: a refusal or a sound change, never anything else', () => {
    const line = campaignLine(1)
    const bytes = Buffer.from(line)
    const outcome = { refused: 0, sound: 0 }
    const judge = (data: Buffer) => {
      try {
        const { header, lines } = splitBundle(bundleFile([data]))
        checkLines(header, lines)
        outcome.sound++
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
        expect((error as Refusal).code).toMatch(/^package-(damaged|newer)$/)
        outcome.refused++
      }
    }
    const place = fc.nat({ max: bytes.length - 1 })
    const mutation = fc.oneof(
      fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, put]) => {
        const copy = Buffer.from(bytes)
        Buffer.from(put).copy(copy, at)
        return copy
      }),
      place.map((at) => bytes.subarray(0, at)),
      fc.json({ maxDepth: 12 }).map((value) => Buffer.from(line.replace('"活动1"', () => value))),
      fc
        .integer({ min: 1, max: 4000 })
        .map((depth) => Buffer.from(line.replace('"活动1"', '['.repeat(depth) + ']'.repeat(depth)))),
      fc
        .constantFrom('__proto__', 'constructor', 'a/\u0000', '$$$', 'x'.repeat(99), '')
        .map((name) => Buffer.from(line.replace('"name"', JSON.stringify(name)))),
      fc
        .constantFrom('1e999', '-1', '1.5', '9007199254740993', '"1"', 'null', '[]')
        .map((number) => Buffer.from(line.replace('"seq":1', `"seq":${number}`))),
      fc
        .constantFrom('1e999', '-1', '1.5', '1e308')
        .map((number) => Buffer.from(line.replace(/"hlc":\d+/, `"hlc":${number}`))),
      fc.uint8Array({ maxLength: 300 }).map((all) => Buffer.from(all)),
      fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
    )
    fc.assert(fc.property(mutation, judge), { numRuns: 2000, seed: 20261123 })
    expect(outcome.refused).toBeGreaterThan(1000)
    expect(({} as { x?: unknown }).x).toBeUndefined()
    console.log('fuzzed change lines:', outcome)
  })

  test('a line beyond its bound is refused', () => {
    expect(() => {
      const { header, lines } = splitBundle(bundleFile([campaignLine(1, 'x'.repeat(17_000_000))]))
      checkLines(header, lines)
    }).toThrow(Refusal)
  })
})
