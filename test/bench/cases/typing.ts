import { v7 } from 'uuid'
import { between } from '../../../shared/domain/order.ts'
import { type Case, compareTimes, pause, quantile } from '../measure.ts'
import type { Options } from '../options.ts'
import { importStaged, inspect, keyTimes, openNotes, saveRecords, typeInto } from '../page.ts'
import { importPackage, provinceProfile } from '../province.ts'
import { createRandom } from '../random.ts'
import { openProduct, windowFolder } from '../window.ts'
import { sentence } from '../words.ts'

const keysWanted = 400
const mostPackages = 20
/** Keys into the one, then into the other: both meet the same parts of an import. */
const inTurn = 25
const betweenKeys = 100
const letters = 'abcdefghijklmnopqrstuvwxy'
/** What two hours have left on the screen. */
const sentences = 480

function sentencesOf(meeting: string) {
  const random = createRandom(20231110)
  let order: string | null = null
  return Array.from({ length: sentences }, () => {
    order = between(order, null)
    return { entity: 'statements', id: v7(), values: { meeting, text: sentence(random), order } }
  })
}

/** Ten characters a second into 速记 at the end of a symposium while packages come in, key to paint, against an empty text area of the same window. */
export const typingCase = ({ size, imported }: Options): Case => ({
  name: 'typing',
  results: ['typing'],
  async run() {
    const profile = await provinceProfile(size, 'typing')
    const window = await openProduct({ profile, windowDir: windowFolder('typing') })
    await pause(2000)
    const meeting = v7()
    await window.run(saveRecords, { records: [{ entity: 'meetings', id: meeting, values: { kind: 'symposium' } }] })
    const said = sentencesOf(meeting)
    for (let from = 0; from < said.length; from += 100)
      await window.run(saveRecords, { records: said.slice(from, from + 100) })
    await window.run(openNotes, { meeting, sentences: said.length })
    const ours: number[] = []
    const plain: number[] = []
    let packages = 0
    const type = async (into: 'ours' | 'plain') => {
      await window.run(typeInto, { plain: into === 'plain' })
      for (const letter of letters.slice(0, inTurn - 1)) {
        window.press(letter)
        await pause(betweenKeys)
      }
      window.press('Enter')
      await pause(betweenKeys)
      const times = await window.run(keyTimes, {})
      ;(into === 'ours' ? ours : plain).push(...times)
    }
    for (; packages < mostPackages && plain.length < keysWanted; packages++) {
      const staged = await window.run(inspect, { path: await importPackage(packages, imported) })
      let runs = true
      const importing = window.run(importStaged, { staged }).finally(() => {
        runs = false
      })
      while (runs) {
        await type('ours')
        await type('plain')
      }
      await importing
    }
    await window.close()
    const result = compareTimes({
      ...{ name: 'typing', unit: 'ms', reference: 'p95 of an empty text area', by: 'median', gate: 1.5, goal: 1.2 },
      ...{ values: ours, references: plain },
    })
    const value = quantile(ours, 0.95)
    const referenceValue = quantile(plain, 0.95)
    const note = `p95 of ${ours.length} and ${plain.length} keys at ten a second, in turn, below ${sentences} sentences, during ${packages} imports of ${imported.toLocaleString('en')} changes; medians ${quantile(ours, 0.5).toFixed(1)} and ${quantile(plain, 0.5).toFixed(1)} ms`
    const ratio = value / referenceValue
    return [{ ...result, value, referenceValue, ratio, p95: value, ok: ratio <= 1.5, rounds: packages, note }]
  },
})
