import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Input } from '../../../shared/contract.ts'
import { missingValue, type Sheet, type Value } from '../../../shared/papers/model.ts'
import { Refusal } from '../../../shared/result.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { dataFiles } from '../db/folder.ts'
import type { TaskContext } from '../tasks.ts'
import { createArchive } from './archive.ts'
import { safeName, writeAnew } from './files.ts'

/** Bytes gathered at most: some hundred thousand rows. */
const most = 512 * 1024 * 1024
const piece = 256 * 1024

const gathered = (dataDir: string, table: string): string => join(dataFiles(dataDir).staging, `table-${table}.jsonl`)

/** Adds rows to those gathered under `table`, a line each. @throws Refusal `bad-input` where it is too much, `disk-*` */
export function putRows(dataDir: string, { table, rows }: Input<'tables.put'>): void {
  const path = gathered(dataDir, table)
  mkdirSync(dataFiles(dataDir).staging, { recursive: true })
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > most) throw new Refusal('bad-input', {}, 'too many rows')
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { flag: 'a' })
}

export type TableInput = Omit<Input<'tables.write'>, 'job'>

/**
 * Writes the rows gathered under a table as .xlsx, streamed, and forgets them.
 * @throws Refusal `paper-folder`, `cancelled`, `disk-*`
 */
export async function writeTable(context: TaskContext, input: TableInput): Promise<{ path: string; bytes: number }> {
  const { writeWorkbook } = await import('./xlsx/workbook.ts')
  const { table, title, note, columns, folder } = input
  const path = gathered(context.dataDir, table)
  const isNumber = columns.map(({ number }) => number)
  const sheet: Sheet = {
    name: safeName(title, text.papers.untitled)
      .replace(/[[\]']/g, ' ')
      .slice(0, 31),
    title,
    note,
    columns: columns.map(({ label, width, number }) => ({ label, width, kind: number ? 'number' : 'text' })),
    rows: { [Symbol.iterator]: () => rowsIn(path, isNumber) },
  }
  try {
    const target = { name: safeName(title, text.papers.untitled), ending: 'xlsx' }
    return await writeAnew(folder, target, (fd) => writeWorkbook(createArchive(fd), [sheet], context))
  } finally {
    rmSync(path, { force: true })
  }
}

function* rowsIn(path: string, isNumber: readonly boolean[]): Generator<Value[]> {
  if (!statSync(path, { throwIfNoEntry: false })) return
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(piece)
    let rest = Buffer.alloc(0)
    for (let read = readSync(fd, buffer); read > 0; read = readSync(fd, buffer)) {
      let left = Buffer.concat([rest, buffer.subarray(0, read)])
      for (let end = left.indexOf(10); end >= 0; end = left.indexOf(10)) {
        const cells = JSON.parse(left.toString('utf8', 0, end)) as string[]
        yield cells.map((cell, at) => readValue(cell, isNumber[at] ?? false))
        left = left.subarray(end + 1)
      }
      rest = left
    }
  } finally {
    closeSync(fd)
  }
}

function readValue(cell: string, isNumber: boolean): Value {
  if (cell === '') return null
  if (cell === text.common.missing) return missingValue
  return isNumber && /^-?\d{1,15}(\.\d+)?$/.test(cell) ? Number(cell) : cell
}
