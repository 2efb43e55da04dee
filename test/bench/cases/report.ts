import { type Case, compareTimes } from '../measure.ts'
import type { Options } from '../options.ts'
import { writeOnce } from '../paper-runs.ts'
import { workFolder } from '../workplace.ts'

/** A report of about 200 pages with 400 table rows and 60 photos, against the docx library alone with the same content. */
export const reportCase = ({ rounds = 5 }: Options): Case => ({
  name: 'report',
  results: ['report'],
  async run() {
    const folder = workFolder('report')
    const values: number[] = []
    const references: number[] = []
    for (let round = 0; round < rounds; round++) {
      values.push(writeOnce('ourReport', folder).ms)
      references.push(writeOnce('bareReport', folder).ms)
    }
    const names = { name: 'report', unit: 'ms', reference: 'docx alone', gate: 1.2, goal: 1 }
    return [compareTimes({ ...names, by: 'min', values, references })]
  },
})
