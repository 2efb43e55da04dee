import { basename } from 'node:path'
import { type FormGrid, readForm, sameOpinion, unitOf } from '../../../shared/domain/consultation-form.ts'
import { Refusal } from '../../../shared/result.ts'
import type { ReturnedFile } from '../../../shared/views/documents.ts'
import { dataFiles } from '../db/folder.ts'
import { asRefusal, openReadable, type ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { failureOf } from '../failure.ts'
import { readSpreadsheet } from '../intake/spreadsheet.ts'
import { readWord } from '../intake/word.ts'
import type { TaskContext } from '../tasks.ts'

type Asked = { id: string; name: string | null }
type Known = { consultation: string; clause: string | null; comment: string | null }

const askedOf = (db: ReadableDb, document: string) =>
  prepared(
    db,
    `SELECT c.id, o.name FROM consultations c LEFT JOIN organizations o ON o.id = c.organization
     WHERE c.document = ? AND c.deleted = 0 ORDER BY c.sent DESC, c.id`,
  ).all(document) as Asked[]

const knownOf = (db: ReadableDb, document: string) =>
  prepared(db, 'SELECT consultation, clause, comment FROM opinions WHERE document = ? AND deleted = 0').all(
    document,
  ) as Known[]

/**
 * Reads returned forms, .docx and .xlsx: what each unit says, to be looked at before it is taken in. A file that cannot be read says why
 * and holds up no other. Nothing is written.
 * @throws Refusal `cancelled`
 */
export async function readForms(
  context: TaskContext,
  { document, paths }: { document: string; paths: string[] },
): Promise<ReturnedFile[]> {
  const db = openReadable(dataFiles(context.dataDir).database)
  try {
    const asked = askedOf(db, document)
    const known = knownOf(db, document)
    const files: ReturnedFile[] = []
    for (const [at, path] of paths.entries()) {
      context.throwIfCancelled()
      context.progress('forms', at, paths.length)
      files.push(await readFile(context, path, asked, known))
    }
    context.progress('forms', paths.length, paths.length)
    return files
  } finally {
    db.close()
  }
}

async function readFile(context: TaskContext, path: string, asked: Asked[], known: Known[]): Promise<ReturnedFile> {
  const file = basename(path)
  try {
    const grid = await gridOf(context, path)
    const readings = readForm(grid).map((reading) => {
      const consultation = unitOf(reading, asked)
      return {
        ...reading,
        consultation,
        known: reading.opinions.flatMap((opinion, index) =>
          known.some((one) => one.consultation === consultation && sameOpinion(one, opinion)) ? [index] : [],
        ),
      }
    })
    return { file, readings, failure: null }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cancelled') throw error
    if (!asRefusal(error)) throw error
    return { file, readings: [], failure: failureOf(error) }
  }
}

async function gridOf(context: TaskContext, path: string): Promise<FormGrid> {
  const watch = { throwIfCancelled: () => context.throwIfCancelled() }
  if (/\.docx$/i.test(path)) {
    const blocks = await readWord(path, watch)
    return {
      lines: blocks.flatMap((block) => (block.kind === 'paragraph' ? block.text.split('\n') : [])),
      tables: blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : [])),
    }
  }
  const sheets = await readSpreadsheet(path, watch)
  return { lines: [], tables: sheets.filter(({ hidden }) => !hidden).map(({ rows }) => rows.map(cellsOf)) }
}

type Row = Awaited<ReturnType<typeof readSpreadsheet>>[number]['rows'][number]

/** Cells at their columns; of a merged one only the first speaks. */
function cellsOf({ cells }: Row): string[] {
  return Array.from(cells, (cell) => (cell && !cell.merged ? cell.text : ''))
}
