import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openIndex } from '../../../../electron/data/search/index-file.ts'
import { expressionOf } from '../../../../electron/data/search/tokens.ts'
import { cleanUp, openDevice } from '../../../support/device.ts'
import { anyText, idsFound, idsHolding, stretchesOf } from '../../../support/search.ts'
import { newFindingId, seed } from './seed.ts'

afterAll(cleanUp)

test(`in 10,000 texts every stretch of one to six characters is found, and nothing else, SEARCH_SEED=${seed}`, {
  timeout: 300_000,
}, async () => {
  const texts = fc.sample(anyText(24), { numRuns: 10_000, seed })
  const device = await openDevice('甲', 'headquarters')
  const { log } = device.data
  const documents = new Map<string, string[]>()
  log.atomically(() => {
    for (let n = 0; n < texts.length; n += 2) {
      const id = newFindingId(n)
      const [quote = '', summary = ''] = texts.slice(n, n + 2)
      log.write('findings', id, { quote: { value: quote }, summary: { value: summary } })
      documents.set(id, [quote, summary])
    }
  })
  await device.data.search.settled()

  const holders = new Map<string, string[]>()
  for (const [id, [quote = '', summary = '']] of documents) {
    for (const stretch of new Set([...stretchesOf(quote, 1, 6), ...stretchesOf(summary, 1, 6)])) {
      const ids = holders.get(stretch)
      if (ids) ids.push(id)
      else holders.set(stretch, [id])
    }
  }
  const index = openIndex(device.dir)
  const idAt = new Map(
    (index.prepare('SELECT rowid, id FROM docs').all() as { rowid: number; id: string }[]).map((row) => [
      row.rowid,
      row.id,
    ]),
  )
  const select = index.prepare('SELECT rowid FROM words_findings WHERE words_findings MATCH ?').pluck()
  let wrong = 0
  for (const [stretch, ids] of holders) {
    const found = (select.all(expressionOf(stretch)) as number[]).map((row) => idAt.get(row) as string)
    if (found.length !== ids.length || found.sort().join() !== ids.sort().join()) wrong++
  }
  index.close()
  expect(holders.size).toBeGreaterThan(300_000)
  expect(wrong).toBe(0)

  // as the window asks, with what stands in no text, and two words at once
  const stretches = [...holders.keys()]
  const any = fc.nat(stretches.length - 1).map((at) => stretches[at] as string)
  const picked = fc.sample(any, { numRuns: 300, seed })
  const strangers = fc.sample(anyText(6), { numRuns: 150, seed: seed + 1 })
  const pairs = fc.sample(fc.tuple(any, any), { numRuns: 50, seed })
  for (const query of [...picked, ...strangers, ...pairs.map((pair) => pair.join(' '))]) {
    if (!query.trim()) continue
    expect(await idsFound(device, 'findings', query), JSON.stringify(query)).toEqual(idsHolding(documents, query))
  }
})
