import { opendirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import type { CardFile } from '../../../shared/views/attachments.ts'
import { dataFiles } from '../db/folder.ts'
import { openReadable } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { isPictureName } from './kinds.ts'
import { lookAt } from './look.ts'
import { visitFinder } from './visit-of.ts'

const mostFiles = 5000
const deepest = 6

/** Pictures and films under a folder; what a system or a camera keeps for itself is passed over. */
function* filesUnder(folder: string, depth = 0): Generator<string> {
  let entries: ReturnType<typeof opendirSync>
  try {
    entries = opendirSync(folder)
  } catch (error) {
    if (depth === 0) throw new Refusal('target-missing', {}, String(error))
    return
  }
  try {
    for (let entry = entries.readSync(); entry; entry = entries.readSync()) {
      if (entry.name.startsWith('.') || /^(\$RECYCLE\.BIN|System Volume Information)$/i.test(entry.name)) continue
      const path = join(folder, entry.name)
      // links are not followed: a card holds none
      if (entry.isDirectory() && depth < deepest) yield* filesUnder(path, depth + 1)
      else if (entry.isFile() && isWanted(entry.name)) yield path
    }
  } finally {
    entries.closeSync()
  }
}

const isWanted = (name: string): boolean => isPictureName(name) || /\.(mp4|mov|avi|m4v|wav|mp3|m4a)$/i.test(name)

/**
 * Looks through a camera's card: every picture and film with the time it was taken, the visit it seems to belong to, and whether it
 * is here already (by name, size and time). Nothing is taken in. At most `mostFiles`; `more` says that there are further ones.
 * @throws Refusal `target-missing`, `cancelled`
 */
export async function scanCard(
  context: TaskContext,
  { folder }: { folder: string },
): Promise<{ files: CardFile[]; more: boolean }> {
  const db = openReadable(dataFiles(context.dataDir).database)
  try {
    const visitOf = visitFinder(db)
    const here = db.prepare('SELECT 1 FROM attachments WHERE name = ? AND size = ? AND takenAt IS ? AND deleted = 0')
    const files: CardFile[] = []
    let more = false
    for (const path of filesUnder(folder)) {
      if (files.length === mostFiles) {
        more = true
        break
      }
      context.throwIfCancelled()
      context.progress('scan', files.length, mostFiles)
      const file = described(path)
      const known = file.refused === null && here.get(file.name, file.size, file.takenAt) !== undefined
      files.push({ ...file, known, visit: visitOf(file.takenAt) })
    }
    files.sort((a, b) => ((a.takenAt ?? '~') < (b.takenAt ?? '~') ? -1 : 1))
    return { files, more }
  } finally {
    db.close()
  }
}

function described(path: string): Omit<CardFile, 'known' | 'visit'> {
  const name = basename(path)
  try {
    const { size, mediaType, takenAt } = lookAt(path)
    return { path, name, size, mediaType, takenAt, refused: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    return { path, name, size, mediaType: null, takenAt: null, refused: error.code }
  }
}
