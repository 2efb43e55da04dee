/** What is being typed, when the power goes: the file is found as the disk had it at that moment, its last page perhaps torn. */
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDrafts } from '../../../../electron/data/db/drafts.ts'
import { cleanUp, temporaryFolder } from '../../../support/device.ts'
import { seeded, times } from '../../../support/faults.ts'

afterAll(cleanUp)

const id = '019ab000-0000-7000-8000-000000000001'
const copyOf = (file: string): string => {
  const copy = join(temporaryFolder(), 'drafts.db')
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, copy + end)
  return copy
}
const type = (file: string, texts: readonly string[]) => {
  const drafts = openDrafts(file)
  for (const [at, text] of texts.entries())
    drafts.put('statements', id, { text: { value: text, base: [] }, order: { value: `a${at}`, base: [] } }, 0, at)
  return drafts
}
const held = (file: string) => {
  const drafts = openDrafts(file)
  const found = Object.fromEntries(drafts.ofRecord('statements', id).map(({ field, value }) => [field, value]))
  drafts.close()
  return found
}

it('a draft is on the disk when `put` returns: nothing need be closed', () => {
  const file = join(temporaryFolder(), 'drafts.db')
  const drafts = type(file, ['人手', '人手不够'])
  expect(held(copyOf(file))).toEqual({ text: '人手不够', order: 'a1' })
  drafts.close()
})

const cuts = times(1000, 100)
it(`${cuts} power cuts that tear the last pages: an earlier moment is found, whole, and typing goes on`, () => {
  const file = join(temporaryFolder(), 'drafts.db')
  const texts = Array.from({ length: 30 }, (_, at) => '基层站点人手不够，'.repeat(at * 20 + 1))
  const drafts = type(file, texts)
  const wal = readFileSync(`${file}-wal`)
  const random = seeded(5)
  const found = new Set<number>()
  for (let cut = 0; cut < cuts; cut++) {
    const copy = copyOf(file)
    const at = Math.floor(random() * wal.length)
    truncateSync(`${copy}-wal`, at)
    // what follows a tear is old bytes as often as none
    if (cut % 2) writeFileSync(`${copy}-wal`, Buffer.concat([wal.subarray(0, at), Buffer.alloc(4096, 0xa5)]))
    const { text, order } = held(copy)
    const moment = texts.indexOf(String(text))
    // both fields are of one moment
    expect([text, order]).toEqual(text === undefined ? [undefined, undefined] : [texts[moment], `a${moment}`])
    found.add(moment)
    type(copy, ['接着打']).close()
    expect(held(copy)).toEqual({ text: '接着打', order: 'a0' })
  }
  drafts.close()
  // tears early and late: the test has looked at many moments
  expect(found.size).toBeGreaterThan(10)
})
