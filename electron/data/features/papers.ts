import { v7 } from 'uuid'
import type {
  FontState,
  PaperAnswer,
  PaperName,
  Placeholders,
  TemplateItem,
  TemplatePlace,
} from '../../../shared/contract/papers.ts'
import { paperNames } from '../../../shared/contract/papers.ts'
import type { Output } from '../../../shared/contract.ts'
import { type Input, operations } from '../../../shared/contract.ts'
import { ownPlaceholders, standardPlaceholders } from '../../../shared/papers/placeholders.ts'
import { Refusal } from '../../../shared/result.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { rowOf } from '../db/views/rows.ts'
import type { ReadHandlers, WorkHandlers } from '../handlers.ts'
import type { TemplateFile } from '../reports/add-template.ts'
import { commitDrafts } from '../sync/commit-drafts.ts'
import { isStored } from '../sync/content-store.ts'
import { databaseFree } from '../sync/waiting.ts'

/** The day by this computer's clock. */
const dayOf = (now: number): string => {
  const date = new Date(now)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const isPaper = (name: string | null): name is PaperName => (paperNames as readonly string[]).includes(name ?? '')

/** The office's own templates, those of one paper or all. `here`: their file is on this computer. */
function listTemplates(db: ReadableDb, dataDir: string, paper: PaperName | undefined): TemplateItem[] {
  const sql = `SELECT t.id, t.name, t.paper, a.name AS file, a.sha256, a.size FROM templates t LEFT JOIN attachments a ON a.id = t.attachment
    WHERE t.deleted = 0 AND t.kind = 'paper' ${paper ? 'AND t.paper = ?' : ''} ORDER BY t.paper, t.name, t.id`
  type Row = {
    id: string
    name: string | null
    paper: string | null
    file: string | null
    sha256: string | null
    size: number | null
  }
  return (prepared(db, sql).all(...(paper ? [paper] : [])) as Row[]).map(
    ({ id, name, paper: of, file, sha256, size }) => ({
      id,
      name: name ?? file ?? '',
      paper: isPaper(of) ? of : null,
      file,
      here: sha256 !== null && size !== null && isStored(dataDir, sha256, size),
    }),
  )
}

/** The names of the office's own fields that a paper knows. */
const ownNames = (db: ReadableDb, paper: PaperName): string[] => {
  const sql = `SELECT DISTINCT trim(name) FROM customFields WHERE deleted = 0 AND trim(coalesce(name, '')) != ''
    AND noun IN (SELECT value FROM json_each(?)) ORDER BY noun, "order" IS NULL, "order", id`
  return prepared(db, sql)
    .pluck()
    .all(JSON.stringify(ownPlaceholders[paper] ?? [])) as string[]
}

const placeholdersOf = (db: ReadableDb, paper: PaperName): Placeholders => {
  const standard = standardPlaceholders[paper]
  return { paper, standard, own: ownNames(db, paper).filter((name) => !standard.includes(name)) }
}

function placesOf(db: ReadableDb, paper: PaperName | null, names: readonly string[]): TemplatePlace[] {
  const { standard, own }: Pick<Placeholders, 'standard' | 'own'> = paper
    ? placeholdersOf(db, paper)
    : { standard: [], own: [] }
  return names.map((name) => ({
    name,
    kind: standard.includes(name) ? 'standard' : own.includes(name) ? 'own' : 'unknown',
  }))
}

/** Where each paper's records are, the newest first, and what such a record is called. */
const newest: Partial<Record<PaperName, string>> = {
  report: `SELECT id, title FROM documents WHERE deleted = 0 ORDER BY updated DESC, id LIMIT 1`,
  opinions: `SELECT d.id, d.title FROM documents d WHERE d.deleted = 0 AND EXISTS (SELECT 1 FROM consultations c WHERE c.document = d.id AND c.deleted = 0)
    ORDER BY d.updated DESC, d.id LIMIT 1`,
  minutes: `SELECT id, title FROM meetings WHERE deleted = 0 ORDER BY kind != 'office', updated DESC, id LIMIT 1`,
  notice: `SELECT id, title FROM meetings WHERE deleted = 0 ORDER BY kind != 'symposium', updated DESC, id LIMIT 1`,
  attendance: `SELECT id, title FROM meetings WHERE deleted = 0 ORDER BY kind != 'symposium', updated DESC, id LIMIT 1`,
  itinerary: `SELECT id, NULL AS title FROM visits WHERE deleted = 0 ORDER BY updated DESC, id LIMIT 1`,
  supervision: `SELECT id, title FROM measures WHERE deleted = 0 ORDER BY updated DESC, id LIMIT 1`,
}

function exampleOf(db: ReadableDb, paper: PaperName): Output<'papers.example'> {
  if (paper === 'list') return { list: { name: 'visits', filter: {} }, title: text.papers.names.list }
  const sql = newest[paper]
  if (!sql) return { title: text.papers.names[paper] }
  const row = prepared(db, sql).get() as { id: string; title: string | null } | undefined
  return row ? { ids: [row.id], title: row.title ?? text.papers.names[paper] } : null
}

/** Filters of a list are what its own operation takes. @throws Refusal `bad-input` */
function checkList(list: Input<'papers.export'>['list']): void {
  if (!list) return
  const { input } = operations[`${list.name}.list`]
  const paged = 'offset' in input.def.shape ? { offset: 0, limit: 1 } : {}
  const parsed = input.safeParse({ ...list.filter, ...paged })
  if (!parsed.success)
    throw new Refusal('bad-input', {}, `${list.name}: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`)
}

export const paperReads = {
  'papers.placeholders': (db) => paperNames.map((paper) => placeholdersOf(db, paper)),
  'papers.example': (db, { paper }) => exampleOf(db, paper),
  'papers.templates': (db, { paper }, { dataDir }) => listTemplates(db, dataDir, paper),
} satisfies Partial<ReadHandlers>

export const paperWork = {
  'papers.export': async ({ job, ...input }, context) => {
    checkList(input.list)
    // what is being typed belongs into the paper
    await databaseFree(context)
    commitDrafts(context, true)
    return context.jobs.run<PaperAnswer>('paper', { ...input, today: dayOf(context.now()) }, job)
  },
  'papers.print': async ({ job, ...input }, context) => {
    checkList(input.list)
    await databaseFree(context)
    commitDrafts(context, true)
    return context.jobs.run<{ printed: boolean }>('printPaper', { ...input, today: dayOf(context.now()) }, job)
  },
  'papers.fonts': (_input, context) => context.jobs.run<FontState[]>('fonts', {}, undefined),
  'papers.addTemplate': async ({ path, paper, name }, context) => {
    const file = await context.jobs.run<TemplateFile>('paperTemplate', { path }, undefined)
    await databaseFree(context)
    const { db, log } = context
    const ids = { attachment: v7(), template: v7() }
    const called = name?.trim() || file.name.replace(/\.docx$/i, '')
    log.atomically(() => {
      db.prepare('INSERT OR IGNORE INTO blobs (sha256, size, added) VALUES (?, ?, ?)').run(
        file.sha256,
        file.size,
        context.now(),
      )
      log.write('attachments', ids.attachment, {
        sha256: { value: file.sha256 },
        size: { value: file.size },
        mediaType: { value: file.mediaType },
        name: { value: file.name.slice(0, 200) },
      })
      log.write('templates', ids.template, {
        kind: { value: 'paper' },
        name: { value: called },
        paper: { value: paper },
        attachment: { value: ids.attachment },
      })
    })
    context.announce('changed', { entities: ['templates', 'attachments'], ids: Object.values(ids) })
    const places = placesOf(context.reader, paper, file.placeholders)
    return { id: ids.template, name: called, paper, file: file.name, here: true, places }
  },
  'papers.templatePlaces': async ({ id }, { reader, jobs }) => {
    const template = rowOf(reader, 'templates', id)
    const file = rowOf(reader, 'attachments', template?.attachment ?? null)
    if (!template || !file?.sha256 || !/^[0-9a-f]{64}$/.test(file.sha256)) throw new Refusal('not-found')
    const input = { sha256: file.sha256, name: file.name ?? template.name ?? '' }
    const names = await jobs.run<string[]>('templatePlaces', input, undefined)
    return placesOf(reader, isPaper(template.paper) ? template.paper : null, names)
  },
} satisfies Partial<WorkHandlers>
