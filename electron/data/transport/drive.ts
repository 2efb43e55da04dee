import { open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { Refusal } from '../../../shared/result.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { folderPlace } from './folder.ts'
import type { Place } from './place.ts'
import { diskTrouble } from './trouble.ts'

const markerName = '.shanyan-drive.json'
const markerSchema = z.object({ id: z.string().check(z.minLength(1), z.maxLength(100)) })
const largestMarker = 4096
/** Of a root: a drive used for much else is not searched through. */
const mostFolders = 200
/** A network letter whose server is gone answers after half a minute. */
const patience = 5000

/** Where drives appear; each may or may not be there. */
export async function candidateRoots(): Promise<string[]> {
  if (process.platform === 'win32')
    return Array.from({ length: 26 }, (_, index) => `${String.fromCharCode(65 + index)}:\\`)
  if (process.platform === 'darwin') return foldersIn('/Volumes')
  const users = [...(await foldersIn('/media')), ...(await foldersIn('/run/media'))]
  const mounts = await Promise.all(users.map(foldersIn))
  return [...mounts.flat(), ...users, ...(await foldersIn('/mnt'))]
}

/**
 * The drive that bears this mark, looked for anew at every operation: pulled out, its empty mount point is an ordinary folder of
 * this computer, and packages must not land there.
 */
export function drivePlace(marker: string, roots: () => Promise<string[]> = candidateRoots): Place {
  const here = async () => {
    const folder = await findDrive(marker, roots)
    if (!folder) throw new Refusal('place-away', {}, `no drive marked ${marker}`)
    return folderPlace(folder)
  }
  return {
    list: async (signal) => (await here()).list(signal),
    put: async (path, name, step, signal) => (await here()).put(path, name, step, signal),
    get: async (name, path, step, signal) => (await here()).get(name, path, step, signal),
  }
}

/** The folder that holds the mark: a drive's root, or a folder chosen in it. */
export async function findDrive(id: string, roots = candidateRoots): Promise<string | undefined> {
  const found = await Promise.all(
    (await roots()).map((root) => Promise.race([search(root, id), sleep(patience, undefined, { ref: false })])),
  )
  return found.find((folder) => folder !== undefined)
}

async function search(root: string, id: string): Promise<string | undefined> {
  if ((await markOf(root)) === id) return root
  for (const folder of (await foldersIn(root)).slice(0, mostFolders)) if ((await markOf(folder)) === id) return folder
  return undefined
}

/**
 * Marks a drive, or a folder in it, so that it is known again.
 * @returns the id it bears: a mark that is there already stays, for other computers may know the drive by it
 * @throws Refusal `place-*`
 */
export async function markDrive(root: string, id: string): Promise<string> {
  const before = await markOf(root)
  if (before) return before
  const temporary = join(root, `${markerName}.new`)
  try {
    await rm(temporary, { force: true })
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(JSON.stringify({ id }))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(root, markerName))
    flushFolder(root)
    return id
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw diskTrouble(error, markerName, true)
  }
}

/** A mark that cannot be read is none: another drive may bear the right one. */
async function markOf(folder: string): Promise<string | undefined> {
  try {
    const file = await open(join(folder, markerName), 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(largestMarker), 0, largestMarker, 0)
      return markerSchema.parse(JSON.parse(buffer.toString('utf8', 0, bytesRead))).id
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
  } catch {
    return []
  }
}
