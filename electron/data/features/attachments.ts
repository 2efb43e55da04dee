import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { v7 } from 'uuid'
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/result.ts'
import { copyTo, copyToOpen, safeName } from '../attachments/open-copy.ts'
import { keepSmall } from '../attachments/small-copy.ts'
import type { RefusedFile, Taken } from '../attachments/take.ts'
import type { Context } from '../context.ts'
import { dataFiles } from '../db/folder.ts'
import { asRefusal } from '../db/open.ts'
import type { WorkHandlers, WriteHandlers } from '../handlers.ts'
import type { Edit } from '../sync/changes.ts'
import { databaseFree } from '../sync/waiting.ts'

const ownerFields = ['visit', 'site', 'meeting', 'measure', 'document'] as const
type Owner = { [F in (typeof ownerFields)[number]]?: string | undefined }

/** Records written in one transaction: the loop answers others in between. */
const atOnce = 100

/** Adds a record for every file; one that already hangs in the same place is not added again. */
export async function addFiles(
  context: Context,
  files: Taken[],
  owner: Owner,
): Promise<{ ids: string[]; known: number }> {
  const all = { ids: [] as string[], known: 0 }
  for (let from = 0; from < files.length; from += atOnce) {
    await databaseFree(context)
    const { ids, known } = addSome(context, files.slice(from, from + atOnce), owner)
    all.ids.push(...ids)
    all.known += known
    await turn()
  }
  return all
}

function addSome({ db, log, now }: Context, files: Taken[], owner: Owner): { ids: string[]; known: number } {
  const places = ownerFields.map((field): [string, string | null] => [field, owner[field] ?? null])
  return log.atomically(() => {
    const blob = db.prepare('INSERT OR IGNORE INTO blobs (sha256, size, added) VALUES (?, ?, ?)')
    const isThere = places.map(([field]) => `"${field}" IS ?`).join(' AND ')
    const same = db.prepare(`SELECT id FROM attachments WHERE sha256 = ? AND ${isThere} AND deleted = 0`).pluck()
    let known = 0
    const ids = files.map((file) => {
      blob.run(file.sha256, file.size, now())
      const there = same.get(file.sha256, ...places.map(([, id]) => id)) as string | undefined
      if (file.known || there) known++
      if (there) return there
      const { sha256, mediaType, size, name, width, height, takenAt } = file
      const fields = { sha256, mediaType, size, name: name.slice(0, 200), width, height, takenAt }
      const said = [...Object.entries(fields), ...places].filter(([, value]) => value !== null)
      const id = v7()
      log.write('attachments', id, Object.fromEntries(said.map(([field, value]): [string, Edit] => [field, { value }])))
      return id
    })
    return { ids, known }
  })
}

async function add(
  context: Context,
  paths: string[],
  owner: Owner,
  job: string | undefined,
): Promise<Output<'attachments.add'>> {
  const { taken, refused } = await context.jobs.run<{ taken: Taken[]; refused: RefusedFile[] }>('take', { paths }, job)
  const added = await addFiles(context, taken, owner)
  context.announce('changed', { entities: ['attachments'], ids: added.ids })
  return { ...added, refused }
}

/** @throws Refusal `attachment-away` where the record has no file */
function fileOf(context: Context, id: string): { sha256: string; name: string | null } {
  const row = context.reader.prepare('SELECT sha256, name, caption FROM attachments WHERE id = ?').get(id) as
    | { sha256: string | null; name: string | null; caption: string | null }
    | undefined
  if (!row?.sha256) throw new Refusal('attachment-away')
  return { sha256: row.sha256, name: row.name ?? row.caption }
}

/** Bytes without a file lie in staging while they are taken in. */
async function addPasted(context: Context, { name, bytes, job, ...owner }: Input<'attachments.addPasted'>) {
  const folder = join(dataFiles(context.dataDir).staging, v7())
  const path = join(folder, safeName(name, 'png'))
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, Buffer.from(bytes, 'base64'))
    return await add(context, [path], owner, job)
  } catch (error) {
    throw asRefusal(error) ?? error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const attachmentWrites = {
  'attachments.keepSmall': (_db, { sha256, jpeg }, { dataDir }) => {
    keepSmall(dataDir, sha256, jpeg)
    return null
  },
} satisfies Partial<WriteHandlers>

export const attachmentWork = {
  'attachments.addPasted': (input, context) => addPasted(context, input),
  'attachments.scanCard': ({ folder, job }, context) => context.jobs.run('card', { folder }, job),
  'attachments.copyToOpen': async ({ id }, context) => ({ path: copyToOpen(context.dataDir, fileOf(context, id)) }),
  'attachments.saveCopy': async ({ id, folder }, context) => ({
    path: copyTo(context.dataDir, fileOf(context, id), folder),
  }),
  'attachments.add': ({ paths, job, ...owner }, context) => add(context, paths, owner, job),
} satisfies Partial<WorkHandlers>
