/** A list as a spreadsheet, as it is shown: for more rows than paper is for. Handed over piece by piece, so that none is large. */
import type { Output } from '../../../shared/contract.ts'
import { call } from '../../api.ts'
import { drawnRows, headsOf, type Wanted, widthOf } from './list-html.ts'
import type { PrintWork } from './print-job.ts'

/** Of a column, in characters, two a Han character. */
const widest = 60

/** @returns `null` where it was stopped */
export async function writeSheet(
  wanted: Wanted,
  { title, note, folder }: { title: string; note: string; folder: string },
  work: PrintWork,
): Promise<Output<'tables.write'> | null> {
  const heads = headsOf(wanted.columns)
  const widths = heads.map((head) => widthOf(head) + 1)
  const rows = (done: number, total: number) => work.tell('rows', done, total)
  for await (const drawn of drawnRows(wanted, rows, work.isStopped)) {
    for (const { cells } of drawn)
      for (const [at, cell] of cells.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))
    await call('tables.put', {
      table: work.job,
      rows: drawn.map(({ cells }) => cells.map((cell) => cell.slice(0, 30_000))),
    })
  }
  if (work.isStopped()) return null
  work.tell('layout', 0, 0)
  const columns = wanted.columns.map(({ align }, at) => ({
    label: (heads[at] ?? '').slice(0, 200),
    width: Math.min(widest, Math.max(6, Math.ceil((widths[at] ?? 0) * 2) + 2)),
    number: align === 'end',
  }))
  return call('tables.write', {
    table: work.job,
    title: title.slice(0, 120),
    note: note.slice(0, 2000),
    columns,
    folder,
    job: work.job,
  })
}
