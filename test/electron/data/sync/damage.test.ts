import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { checkLines, splitBundle } from '../../../../electron/data/sync/package-read.ts'
import { stage } from '../../../../electron/data/sync/staging.ts'
import { Refusal } from '../../../../shared/result.ts'
import { cleanUp, exportTo, importFrom, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'
import { faultsTried, seeded, times } from '../../../support/faults.ts'
import { bundleFile, campaignLine } from '../../../support/packages.ts'

afterEach(cleanUp)

const tried = times(1000, 100)
const lines = times(10_000, 2000)

/** One of the ways a copy goes wrong. */
function damage(sound: Buffer, next: () => number): { how: string; bytes: Buffer } {
  const at = Math.floor(next() * sound.length)
  const copy = Buffer.from(sound)
  const length = Math.min(1 + Math.floor(next() * 5000), sound.length - at)
  const ways: Record<string, () => Buffer> = {
    truncated: () => sound.subarray(0, at),
    'bit flipped': () => {
      copy[at] = (copy[at] as number) ^ (1 << Math.floor(next() * 8))
      return copy
    },
    'bit flipped, near the end': () => {
      const near = sound.length - 1 - Math.floor(next() * Math.min(2000, sound.length))
      copy[near] = (copy[near] as number) ^ (1 << Math.floor(next() * 8))
      return copy
    },
    'stretch of zeros': () => copy.fill(0, at, at + length),
    'stretch missing': () => Buffer.concat([sound.subarray(0, at), sound.subarray(at + length)]),
    'stretch twice': () => Buffer.concat([sound.subarray(0, at), sound.subarray(Math.max(0, at - length))]),
  }
  const names = Object.keys(ways)
  const how = names[Math.floor(next() * names.length)] as string
  const bytes = (ways[how] as () => Buffer)()
  return bytes.equals(sound) ? damage(sound, next) : { how, bytes }
}

describe('S-10.2: damage', () => {
  test.each(['sealed', 'plain'])(`${tried} %s packages damaged: 0 applied`, { timeout: 900_000 }, async (kind) => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    for (let n = 0; n < 20; n++)
      await laptop.save('campaigns', v7(), { name: `活动${n}`, year: 2000 + n, purpose: '慈善'.repeat(n) })
    const photo = join(temporaryFolder(), '照片.png')
    const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
    writeFileSync(photo, Buffer.concat([head, randomBytes(150_000)]))
    await laptop.call('attachments.add', { paths: [photo] })
    const { path } = await exportTo(laptop, await peerOf(laptop, office))
    const plain = join(temporaryFolder(), 'plain')
    const { secrets } = await office.data.keyring.open()
    await stage(path, plain, { identities: secrets.identities }, () => {})
    const sound = readFileSync(kind === 'sealed' ? path : plain)
    const next = seeded(20261123)
    const file = join(temporaryFolder(), '包.shanyan')
    const codes: Record<string, number> = {}
    const ways: Record<string, number> = {}
    const before = await office.digest()
    const rows = office.data.db.prepare('SELECT (SELECT count(*) FROM changes) + (SELECT count(*) FROM blobs)').pluck()
    const empty = rows.get()
    for (let run = 0; run < tried; run++) {
      const { how, bytes } = damage(sound, next)
      writeFileSync(file, bytes)
      const { previews } = await importFrom(office, [file])
      const code = previews[0]?.failure?.code ?? 'accepted'
      codes[code] = (codes[code] ?? 0) + 1
      ways[how] = (ways[how] ?? 0) + 1
      expect(`${run} ${how}: ${code}`).not.toContain('accepted')
      expect(rows.get()).toBe(empty)
    }
    expect(await office.digest()).toBe(before)
    expect(readdirSync(join(office.dir, 'staging'))).toEqual([])
    writeFileSync(file, sound)
    expect((await importFrom(office, [file])).imported[0]).toMatchObject({ imported: true })
    faultsTried(`damaged ${kind} packages`, tried, { applied: 0, ...ways, ...codes })
  })

  test(`${lines} fuzzed change lines: a refusal or a sound change, never anything else`, { timeout: 300_000 }, () => {
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
    fc.assert(fc.property(mutation, judge), { numRuns: lines, seed: 20261123 })
    expect(outcome.refused).toBeGreaterThan(lines / 2)
    expect(({} as { x?: unknown }).x).toBeUndefined()
    faultsTried('fuzzed change lines', lines, outcome)
  })

  test('a line beyond its bound is refused', () => {
    expect(() => {
      const { header, lines } = splitBundle(bundleFile([campaignLine(1, 'x'.repeat(17_000_000))]))
      checkLines(header, lines)
    }).toThrow(Refusal)
  })
})
