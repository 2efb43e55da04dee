import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { LeftOut, PaperAnswer, PaperFormat } from '../../../shared/contract/papers.ts'
import type { PrintRequest } from '../../../shared/contract.ts'
import type { Block, Paper, Photo } from '../../../shared/papers/model.ts'
import { Refusal } from '../../../shared/result.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { openReadable, type ReadableDb } from '../db/open.ts'
import { rowOf } from '../db/views/rows.ts'
import { piecesOf } from '../sync/content-store.ts'
import type { TaskContext } from '../tasks.ts'
import { createArchive } from './archive.ts'
import { safeName, writeAnew } from './files.ts'
import { type Picture, type Placed, preparePictures } from './pictures.ts'
import { type PaperInput, type PaperSource, paperSource } from './sources/paper.ts'

export type PaperPrintInput = PaperInput & { today: string }
export type ExportInput = PaperPrintInput & {
  format: PaperFormat
  folder: string
  template?: string | undefined
}

/**
 * Reads a paper's records and writes its file into a folder, wholly or not at all.
 * @throws Refusal `not-found`, `paper-folder`, `paper-print`, `template-unfit`, `cancelled`, `disk-*`
 */
export function exportPaper(context: TaskContext, input: ExportInput): Promise<PaperAnswer> {
  return withDesk(context, async (desk) => {
    const source = paperSource(desk.db, input, input.today)
    const target = { name: safeName(source.name, text.papers.names[input.paper]), ending: input.format }
    if (input.format === 'xlsx')
      return { ...(await writeXlsx(context, source, input.folder, target)), unknown: [], leftOut: [] }
    const whole = await readWhole(context, source, desk.scratch)
    if (input.format === 'docx') return writeWord(context, desk.db, whole, input, target)
    await printPage(context, whole, desk.scratch, input, false)
    const written = await writeAnew(input.folder, target, (fd) => copyInto(fd, join(desk.scratch, 'paper.pdf')))
    return { ...written, unknown: [], leftOut: whole.leftOut }
  })
}

/**
 * Reads a paper's records and hands it to the system's print dialog. `printed`: false where the person thought better of it.
 * @throws Refusal `not-found`, `no-printer`, `paper-print`, `cancelled`
 */
export function printPaper(context: TaskContext, input: PaperPrintInput): Promise<{ printed: boolean }> {
  return withDesk(context, async ({ db, scratch }) => {
    const whole = await readWhole(context, paperSource(db, input, input.today), scratch)
    return { printed: await printPage(context, whole, scratch, input, true) }
  })
}

type Desk = { db: ReadableDb; scratch: string }

/** The database, and a folder for what a hidden window opens, to draw in or to print. */
async function withDesk<T>({ dataDir }: TaskContext, work: (desk: Desk) => Promise<T>): Promise<T> {
  const db = openReadable(dataFiles(dataDir).database)
  const scratch = join(dataFiles(dataDir).staging, `paper-${randomUUID()}`)
  mkdirSync(scratch, { recursive: true })
  writeFileSync(join(scratch, 'index.html'), '<!doctype html>')
  try {
    return await work({ db, scratch })
  } finally {
    db.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** All that the paper says, and its pictures. */
async function readWhole(context: TaskContext, source: PaperSource, scratch: string): Promise<Whole> {
  const paper = { ...source.paper, blocks: [...watched(source, context)] }
  const { placed, leftOut } = await preparePictures(context, scratch, photosOf(paper))
  context.throwIfCancelled()
  context.progress('write', 0, 0)
  return { source, paper, placed, leftOut }
}

type Target = { name: string; ending: string }

/** Counts the rows of long lists as they are read, and hears of a cancel between them. */
function* watched({ paper, rows }: PaperSource, context: TaskContext): Generator<Block> {
  let done = 0
  const step = () => {
    if (++done % 200 !== 0) return
    context.throwIfCancelled()
    context.progress('rows', done, Math.max(done, rows))
  }
  for (const block of paper.blocks) {
    context.throwIfCancelled()
    if (block.kind !== 'table') yield block
    else {
      const kept = []
      for (const row of block.rows) {
        kept.push(row)
        step()
      }
      yield { ...block, rows: kept }
    }
  }
}

const photosOf = ({ blocks }: Paper): Photo[] =>
  [...blocks].flatMap((block) =>
    block.kind === 'photos'
      ? [...block.photos]
      : block.kind === 'notes'
        ? block.notes.flatMap(({ photo }) => photo ?? [])
        : [],
  )

async function writeXlsx(context: TaskContext, { sheets, rows }: PaperSource, folder: string, target: Target) {
  const { writeWorkbook } = await import('./xlsx/workbook.ts')
  if (!sheets) throw new Refusal('bad-input', {}, 'no list')
  return writeAnew(folder, target, (fd) => writeWorkbook(createArchive(fd), sheets, context, rows))
}

type Whole = { source: PaperSource; paper: Paper; placed: Placed; leftOut: LeftOut[] }

async function writeWord(
  context: TaskContext,
  db: ReadableDb,
  { source, paper, placed, leftOut }: Whole,
  { folder, template, options }: ExportInput,
  target: Target,
): Promise<PaperAnswer> {
  const { makeDocx, writeDocx } = await import('./docx/document.ts')
  const used = new Map<string, Picture>()
  const pictureOf: Placed = (photo) => {
    const picture = placed(photo)
    if (picture) used.set(picture.path, picture)
    return picture
  }
  const look = { boldHeadings: options.boldHeadings ?? false }
  const filled = template
    ? await withTemplate(context, db, template, { source, paper, placed: pictureOf, leftOut }, look)
    : { docx: await makeDocx(paper, pictureOf, look), unknown: [] }
  context.throwIfCancelled()
  const written = await writeAnew(folder, target, (fd) => writeDocx(createArchive(fd), filled.docx, [...used.values()]))
  return { ...written, unknown: filled.unknown, leftOut }
}

async function withTemplate(
  { dataDir }: TaskContext,
  db: ReadableDb,
  id: string,
  { source, paper, placed }: Whole,
  look: { boldHeadings: boolean },
) {
  const { readTemplate } = await import('./docx/template-check.ts')
  const { fillTemplate } = await import('./docx/template.ts')
  const template = rowOf(db, 'templates', id)
  const file = rowOf(db, 'attachments', template?.attachment ?? null)
  if (!template || !file?.sha256 || !/^[0-9a-f]{64}$/.test(file.sha256)) throw new Refusal('not-found')
  // it may have come with a package from elsewhere
  const bytes = await readTemplate(attachmentPath(dataDir, file.sha256), file.name ?? template.name ?? '')
  return fillTemplate(bytes, paper, source.fields, placed, look)
}

/** Prints into `paper.pdf`, or on the person's printer. @returns false where the person thought better of it */
async function printPage(
  context: TaskContext,
  { paper, placed }: Whole,
  scratch: string,
  { options }: PaperInput,
  printer: boolean,
): Promise<boolean> {
  const { paperHtml } = await import('./html.ts')
  const addressOf = (photo: Photo) => {
    const picture = placed(photo)
    return picture && pictureAddress(picture, scratch)
  }
  const html = paperHtml(paper, addressOf, { boldHeadings: options.boldHeadings ?? false })
  writeFileSync(join(scratch, 'index.html'), html)
  const request: PrintRequest = {
    folder: scratch.slice(scratch.search(/paper-[^/\\]+$/)),
    landscape: paper.landscape ?? false,
    printer,
  }
  const answer = await context.ask('print', JSON.stringify(request))
  context.throwIfCancelled()
  if (answer === 'no-printer') throw new Refusal('no-printer')
  if (answer !== '' && answer !== 'cancelled') throw new Refusal('paper-print')
  return answer === ''
}

/** A smaller copy lies beside the page; what needed none is in the content store. */
function pictureAddress({ path, type }: Picture, scratch: string): string {
  const name = path.slice(path.search(/[^/\\]+$/))
  if (path.startsWith(scratch)) return name
  return `app://att/${name}?type=image/${type === 'jpg' ? 'jpeg' : type}`
}

function copyInto(fd: number, path: string): void {
  const from = openSync(path, 'r')
  try {
    for (const piece of piecesOf(from, Buffer.allocUnsafe(1024 * 1024)))
      for (let done = 0; done < piece.length; ) done += writeSync(fd, piece, done, piece.length - done)
  } finally {
    closeSync(from)
  }
}
