import { v7 } from 'uuid'
import type { Context } from '../context.ts'
import type { WorkHandlers } from '../handlers.ts'
import type { Edit } from '../sync/changes.ts'
import type { Picture } from '../sync/pictures.ts'
import { databaseFree } from '../sync/waiting.ts'

type Place = { visit?: string | undefined; site?: string | undefined; meeting?: string | undefined }

/** Adds a record for every picture; one that already hangs in the same place is not added again. */
export function addPictures(context: Context, pictures: Picture[], place: Place): { ids: string[]; known: number } {
  const { db, log } = context
  const where = { visit: place.visit ?? null, site: place.site ?? null, meeting: place.meeting ?? null }
  return log.atomically(() => {
    const blob = db.prepare('INSERT OR IGNORE INTO blobs (sha256, size, added) VALUES (?, ?, ?)')
    const same = db
      .prepare(
        'SELECT id FROM attachments WHERE sha256 = ? AND visit IS ? AND site IS ? AND meeting IS ? AND deleted = 0',
      )
      .pluck()
    let known = 0
    const ids = pictures.map((picture) => {
      blob.run(picture.sha256, picture.size, context.now())
      const there = same.get(picture.sha256, where.visit, where.site, where.meeting) as string | undefined
      if (picture.known || there) known++
      if (there) return there
      const { sha256, mediaType, size, name, width, height } = picture
      const fields = { sha256, mediaType, size, name: name.slice(0, 200), width, height, ...where }
      const said = Object.entries(fields).filter(([, value]) => value !== null)
      const id = v7()
      log.write('attachments', id, Object.fromEntries(said.map(([field, value]): [string, Edit] => [field, { value }])))
      return id
    })
    return { ids, known }
  })
}

export const attachmentWork = {
  'attachments.add': async ({ paths, job, ...place }, context) => {
    const pictures = await context.jobs.run<Picture[]>('photos', { paths }, job)
    await databaseFree(context)
    const added = addPictures(context, pictures, place)
    context.announce('changed', { entities: ['attachments'], ids: added.ids })
    return added
  },
} satisfies Partial<WorkHandlers>
