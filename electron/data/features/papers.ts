import { v7 } from 'uuid'
import type { FontState, PaperAnswer, PaperName, TemplateItem } from '../../../shared/contract/papers.ts'
import { paperNames } from '../../../shared/contract/papers.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
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

export const paperReads = {
  'papers.templates': (db, { paper }, { dataDir }) => listTemplates(db, dataDir, paper),
} satisfies Partial<ReadHandlers>

export const paperWork = {
  'papers.export': async ({ job, ...input }, context) => {
    // what is being typed belongs into the paper
    await databaseFree(context)
    commitDrafts(context, true)
    return context.jobs.run<PaperAnswer>('paper', { ...input, today: dayOf(context.now()) }, job)
  },
  'papers.print': async ({ job, ...input }, context) => {
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
    return { id: ids.template, name: called, paper, file: file.name, here: true, placeholders: file.placeholders }
  },
} satisfies Partial<WorkHandlers>
