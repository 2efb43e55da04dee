import type { FormInput } from '../../../shared/contract/documents.ts'
import { type Clause, clausesOf, formCode } from '../../../shared/domain/consultation-form.ts'
import { longDate } from '../../../shared/papers/dates.ts'
import type { Block, Line, Paper, Row, Sheet } from '../../../shared/papers/model.ts'
import { run } from '../../../shared/papers/model.ts'
import { Refusal } from '../../../shared/result.ts'
import { fill } from '../../../shared/text/fill.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { dataFiles } from '../db/folder.ts'
import { openReadable, type ReadableDb } from '../db/open.ts'
import { nameOf, rowOf } from '../db/views/rows.ts'
import { createArchive } from '../reports/archive.ts'
import { makeDocx, writeDocx } from '../reports/docx/document.ts'
import { safeName, writeAnew } from '../reports/files.ts'
import { writeWorkbook } from '../reports/xlsx/workbook.ts'
import type { TaskContext } from '../tasks.ts'

const words = text.consultation.form

/** Empty lines of the table for what a unit has to say. */
const emptyRows = 8

/** A form for one unit, or for whoever it is handed to. */
export type Form = { title: string; clauses: Clause[]; unit: string | null; code: string | null; due: string | null }

const cell = (value: string): { lines: readonly Line[] } => ({ lines: [[run(value)]] })
const head = (value: string) => ({ ...cell(value), head: true })

/** The text with its clauses numbered, and behind it a table for what is to be changed. */
export function formPaper({ title, clauses, unit, code, due }: Form): Paper {
  const { columns } = words
  const names =
    unit === null
      ? [columns.unit, columns.clause, columns.comment, columns.reason, columns.contact]
      : [columns.clause, columns.comment, columns.reason]
  const widths = unit === null ? [16, 12, 36, 22, 14] : [20, 52, 28]
  const rows: Row[] = Array.from({ length: emptyRows }, () => ({ cells: names.map(() => cell('')), height: 14 }))
  const label = (name: string, value: string | null): Block => ({
    kind: 'paragraph',
    flush: true,
    line: [run(`${name}${text.common.colon}${value ?? ''}`)],
  })
  return {
    title: fill(words.fileName, { title }),
    blocks: [
      { kind: 'title', line: [run(fill(words.fileName, { title }))] },
      { kind: 'blank' },
      label(words.unit, unit),
      label(words.contact, ''),
      label(words.phone, ''),
      ...(due ? [label(words.due, longDate(due))] : []),
      ...(code
        ? [{ kind: 'paragraph', flush: true, line: [run(fill(words.codeNote, { code }))] } satisfies Block]
        : []),
      { kind: 'paragraph', line: [run(words.intro)] },
      label(words.noneLine.replace(/[：:]$/, ''), ''),
      { kind: 'heading', level: 1, line: [run(words.text)] },
      ...clauses.map(
        ({ number, heading, text: said }): Block =>
          heading
            ? { kind: 'heading', level: 2, line: [run(said)] }
            : { kind: 'paragraph', line: [run(`${fill(words.clause, { number: number ?? '' })}${said}`)] },
      ),
      { kind: 'heading', level: 1, line: [run(words.table)] },
      { kind: 'table', widths, head: [{ cells: names.map(head) }], rows },
    ],
  }
}

/** A row a clause, its text beside the place for what is to be changed. */
export function formSheet({ title, clauses, unit, code, due }: Form): Sheet {
  const { columns } = words
  const note = [
    code && fill(words.codeNote, { code }),
    due && `${words.due}${text.common.colon}${longDate(due)}`,
    words.intro,
  ]
  const spoken = clauses.filter(({ number }) => number !== null)
  return {
    name: words.table,
    title: fill(words.fileName, { title }),
    note: note.filter(Boolean).join('  '),
    columns: [
      { label: columns.unit, width: 18, kind: 'text' },
      { label: columns.clause, width: 8, kind: 'text' },
      { label: columns.text, width: 44, kind: 'text' },
      { label: columns.comment, width: 40, kind: 'text' },
      { label: columns.reason, width: 24, kind: 'text' },
      { label: columns.contact, width: 12, kind: 'text' },
    ],
    rows: spoken.map(({ number, text: said }, at) => [
      at === 0 ? unit : null,
      fill(words.clause, { number: number ?? '' }),
      said,
      null,
      null,
      null,
    ]),
  }
}

function formsOf(db: ReadableDb, { document, consultations, together }: FormInput): Form[] {
  const rows = consultations.flatMap((id) => rowOf(db, 'consultations', id) ?? [])
  const title = rowOf(db, 'documents', document)?.title ?? ''
  const texts = new Map<string | null, ReturnType<typeof clausesOf>>()
  const textOf = (version: string | null) => {
    const known = texts.get(version) ?? clausesOf(rowOf(db, 'versions', version)?.body ?? '')
    texts.set(version, known)
    return { title: known.title || title, clauses: known.clauses }
  }
  if (!together)
    return rows.map(({ id, version, organization, due }) => ({
      ...textOf(version),
      unit: nameOf(db, 'organizations', organization),
      code: formCode(id),
      due,
    }))
  const [first] = rows
  return first ? [{ ...textOf(first.version), unit: null, code: null, due: first.due }] : []
}

/**
 * Writes the forms of a round into a folder: one a unit, or one for all, as .docx, .xlsx or both; each file wholly or not at all.
 * @throws Refusal `not-found` where none of the units is here, `paper-folder`, `cancelled`, `disk-*`
 */
export async function writeForms(context: TaskContext, input: FormInput): Promise<{ paths: string[] }> {
  const db = openReadable(dataFiles(context.dataDir).database)
  try {
    const forms = formsOf(db, input)
    if (forms.length === 0) throw new Refusal('not-found')
    const paths: string[] = []
    const total = forms.length * input.formats.length
    for (const form of forms) {
      const { title, unit } = form
      const name = safeName(
        fill(unit === null ? words.fileName : words.fileNameUnit, { title, unit: unit ?? '' }),
        words.name,
      )
      for (const ending of input.formats) {
        context.throwIfCancelled()
        context.progress('forms', paths.length, total)
        const docx = ending === 'docx' ? await makeDocx(formPaper(form), () => null, { boldHeadings: false }) : null
        const { path } = await writeAnew(input.folder, { name, ending }, (fd) =>
          docx ? writeDocx(createArchive(fd), docx, []) : writeWorkbook(createArchive(fd), [formSheet(form)]),
        )
        paths.push(path)
      }
    }
    context.progress('forms', total, total)
    return { paths }
  } finally {
    db.close()
  }
}
