import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { LeftOut } from '../../../shared/contract/papers.ts'
import type { DrawRequest } from '../../../shared/contract.ts'
import { lineText, type Photo } from '../../../shared/papers/model.ts'
import { Refusal } from '../../../shared/result.ts'
import { lookAtPicture } from '../attachments/look.ts'
import { attachmentPath } from '../db/folder.ts'
import type { TaskContext } from '../tasks.ts'

/** A photo as it goes into a paper: a file on this computer, upright and no larger than print needs. Sides in pixels. */
export type Picture = {
  path: string
  type: 'jpg' | 'png' | 'gif'
  width: number
  height: number
  /** Stands for the bytes while the document is made; unlike every other's. */
  stand: Buffer
}
export type Placed = (photo: Photo) => Picture | null

/** What a printed page can show of a photo, pixels along the longer side: 75 mm at 540 dots an inch. */
const longest = 1600
const largeFile = 800 * 1024
const types: Record<string, Picture['type']> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif' }

const keyOf = ({ sha256, rotation = 0 }: Photo) => `${sha256} ${rotation}`

/**
 * Makes the photos of a paper ready, each once. What is small and upright goes in as it is; of others a copy is drawn into `folder`. One
 * that cannot be drawn, because its file is not here or of a kind no window draws (HEIC), stays out: the paper says so in its place.
 */
export async function preparePictures(
  context: TaskContext,
  folder: string,
  photos: readonly Photo[],
): Promise<{ placed: Placed; leftOut: LeftOut[] }> {
  const leftOut: LeftOut[] = []
  const wanted = new Map(photos.flatMap((photo) => (photo.sha256 ? [[keyOf(photo), photo] as const] : [])))
  const ready = new Map<string, Picture>()
  for (const [at, [key, photo]] of [...wanted].entries()) {
    context.throwIfCancelled()
    context.progress('photos', at, wanted.size)
    const path = attachmentPath(context.dataDir, photo.sha256 ?? '')
    const isHere = existsSync(path)
    const picture = isHere
      ? await prepare(context, folder, at, photo).catch((error) => {
          if (error instanceof Refusal && error.code === 'cancelled') throw error
          return null
        })
      : null
    if (picture) ready.set(key, picture)
    else leftOut.push({ name: photo.name ?? lineText(photo.caption), why: isHere ? 'undrawn' : 'away' })
  }
  return { placed: (photo) => ready.get(keyOf(photo)) ?? null, leftOut }
}

async function prepare(context: TaskContext, folder: string, at: number, photo: Photo): Promise<Picture | null> {
  const { sha256, rotation = 0 } = photo
  if (!sha256) return null
  const stand = Buffer.from(`picture ${at}`)
  const path = attachmentPath(context.dataDir, sha256)
  const { mediaType, size, width, height, orientation } = lookAtPicture(path)
  const type = types[mediaType]
  const whole = type && width && height ? { path, type, width, height, stand } : null
  const isUpright = orientation === 1 && rotation === 0
  if (whole && isUpright && size <= largeFile && Math.max(whole.width, whole.height) <= 2 * longest) return whole
  const file = `${at}.jpg`
  const request: DrawRequest = { folder: basename(folder), file, sha256, type: mediaType, side: longest, rotation }
  if ((await context.ask('draw', JSON.stringify(request))) === '') {
    const drawn = lookAtPicture(join(folder, file))
    if (drawn.width && drawn.height)
      return { path: join(folder, file), type: 'jpg', width: drawn.width, height: drawn.height, stand }
  }
  // no window to draw in: better large than missing
  return isUpright ? whole : null
}
