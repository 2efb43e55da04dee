import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { Refusal } from '../../../shared/result.ts'
import { packageLimits } from '../../../shared/sync/manifest.ts'
import type { Context } from '../context.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { dataFiles, recordingPath } from '../db/folder.ts'
import { replaceFile } from '../db/replace-file.ts'
import type { WorkHandlers, WriteHandlers } from '../handlers.ts'
import type { Sound } from '../sound/keep.ts'
import { databaseFree } from '../sync/waiting.ts'

/** Two hours take 30 MB, and the whole once more while it is put in order. */
const leastFree = 96 * 1024 * 1024
const mediaType = 'audio/webm'

/** What belongs to a recording that has not become an attachment yet; lies beside it. */
const noteSchema = z.object({ meeting: z.string(), name: z.string(), at: z.string() })
const notePath = (dataDir: string, id: string) => join(dataFiles(dataDir).recordings, `${id}.json`)

function freeOn(dataDir: string): number {
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize
}

const sizeText = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

function append({ dataDir }: Context, id: string, offset: number, bytes: Buffer): void {
  if (!existsSync(notePath(dataDir, id))) throw new Refusal('not-found')
  if (offset + bytes.length > packageLimits.attachment) throw new Refusal('bad-input', {}, 'recording too long')
  const fd = openSync(recordingPath(dataDir, id), 'r+')
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, offset + done)
    fdatasyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function forget(dataDir: string, id: string): void {
  rmSync(recordingPath(dataDir, id), { force: true })
  // last: without it the sound would belong to nobody
  rmSync(notePath(dataDir, id), { force: true })
}

/** Turns an ended recording into an attachment of its meeting. Where something goes wrong everything stays, to be tried again. */
async function finish(context: Context, id: string): Promise<{ milliseconds: number } | null> {
  const { dataDir, db, log } = context
  let note: z.infer<typeof noteSchema>
  try {
    note = noteSchema.parse(JSON.parse(readFileSync(notePath(dataDir, id), 'utf8')))
  } catch (error) {
    throw new Refusal('not-found', {}, String(error))
  }
  const sound = await context.jobs.run<Sound | null>('sound', { id }, undefined)
  if (sound) {
    await databaseFree(context)
    log.atomically(() => {
      db.prepare('INSERT OR IGNORE INTO blobs (sha256, size, added) VALUES (?, ?, ?)').run(
        sound.sha256,
        sound.size,
        context.now(),
      )
      // a run that was killed right here has written it
      if (db.prepare('SELECT 1 FROM attachments WHERE id = ?').get(id)) return
      const { meeting, name, at: takenAt } = note
      const fields = { ...sound, mediaType, name, takenAt, meeting }
      log.write(
        'attachments',
        id,
        Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
      )
    })
    context.announce('changed', { entities: ['attachments'], ids: [id] })
  }
  forget(dataDir, id)
  return sound && { milliseconds: sound.milliseconds }
}

function unended(dataDir: string): string[] {
  const names = readdirSync(dataFiles(dataDir).recordings)
  return names.flatMap((name) => /^([0-9a-f-]{36})\.json$/.exec(name)?.[1] ?? [])
}

export const recordingWrites = {
  'recordings.begin': (_db, { id, ...note }, { dataDir }) => {
    const free = freeOn(dataDir)
    if (free < leastFree) throw new Refusal('recording-space', { free: sizeText(free) })
    closeSync(openSync(recordingPath(dataDir, id), 'wx'))
    replaceFile(notePath(dataDir, id), JSON.stringify(note))
    flushFolder(dataFiles(dataDir).recordings)
    return { free }
  },
  'recordings.append': (_db, { id, offset, bytes }, context) => {
    append(context, id, offset, Buffer.from(bytes, 'base64'))
    return { free: freeOn(context.dataDir) }
  },
} satisfies Partial<WriteHandlers>

export const recordingWork = {
  'recordings.finish': ({ id }, context) => finish(context, id),
  'recordings.settle': async (_input, context) => {
    let count = 0
    for (const id of unended(context.dataDir)) {
      // one that cannot be ended now, say on a full disk, waits for the next time and holds up none
      const ended = await finish(context, id).catch(() => null)
      if (ended) count++
    }
    return { count }
  },
} satisfies Partial<WorkHandlers>
