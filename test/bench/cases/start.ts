import { type Case, compareTimes } from '../measure.ts'
import type { Options } from '../options.ts'
import { provinceProfile } from '../province.ts'
import { type BenchWindow, openEmpty, openProduct, windowFolder } from '../window.ts'

/** Launch to the first rows of all findings painted and a key taken, against an empty window of the same Electron. */
export const startCase = ({ size, rounds = 12 }: Options): Case => ({
  name: 'start',
  results: ['start'],
  async run() {
    const profile = await provinceProfile(size, 'start')
    const ours = windowFolder('start')
    const empty = windowFolder('empty')
    const values: number[] = []
    const references: number[] = []
    const readyOf = async (opening: Promise<BenchWindow>) => {
      const window = await opening
      await window.close()
      return window.ready
    }
    // the first of each fills caches
    for (let round = -1; round < rounds; round++) {
      const value = await readyOf(openProduct({ profile, windowDir: ours }))
      const reference = await readyOf(openEmpty(empty))
      if (round < 0) continue
      values.push(value)
      references.push(reference)
    }
    const note = `findings list, ${size.findings.toLocaleString('en')} findings; second and later starts`
    return [
      compareTimes({
        ...{ name: 'start', unit: 'ms', reference: 'empty window', by: 'min', gate: 1.7, goal: 1.4 },
        ...{ values, references, note },
      }),
    ]
  },
})
