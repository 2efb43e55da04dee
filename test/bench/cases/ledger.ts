import { type Case, compareTimes } from '../measure.ts'
import type { Options } from '../options.ts'
import { writeOnce } from '../paper-runs.ts'
import { workFolder } from '../workplace.ts'

/** 100,000 rows of 15 columns to .xlsx, against the streaming writer of exceljs, each in a process of its own. */
export const ledgerCase = ({ rounds = 3 }: Options): Case => ({
  name: 'ledger',
  results: ['ledger', 'ledger-memory'],
  async run() {
    const folder = workFolder('ledger')
    const ours: { ms: number; peak: number }[] = []
    const theirs: { ms: number; peak: number }[] = []
    for (let round = 0; round < rounds; round++) {
      ours.push(writeOnce('ourLedger', folder))
      theirs.push(writeOnce('excelLedger', folder))
    }
    const reference = 'exceljs streaming'
    const of = (what: 'ms' | 'peak') => ({
      values: ours.map((one) => one[what]),
      references: theirs.map((one) => one[what]),
      by: 'min' as const,
      reference,
    })
    return [
      compareTimes({ name: 'ledger', unit: 'ms', gate: 0.8, goal: 0.5, ...of('ms') }),
      compareTimes({ name: 'ledger-memory', unit: 'MiB', gate: 0.7, goal: 0.6, ...of('peak') }),
    ]
  },
})
