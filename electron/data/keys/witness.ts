/**
 * Tells whether this data folder is what this computer last had: a copy on another machine, or an older copy put back, must not go on
 * under the same name (sync rule 11). The note about it lies outside the data folder, so that a restored folder does not bring its own.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReadableDb } from '../db/open.ts'

/** `path`: of the note; `machine`: what tells this computer from others, `null` where nothing does. */
export type Witness = { path: string; machine: string | null }
type Note = { incarnation: number; changes: number }

export const incarnationOf = (device: string): number => Number(device.slice(device.lastIndexOf('.') + 1))

/** The note of a key's changes in a folder that does not travel with the data. */
export const witnessPath = (folder: string, fingerprint: string): string => join(folder, `written-${fingerprint}.json`)

/** How many changes this device has written, as far as they are here. */
export function ownChanges(db: ReadableDb, device: string): number {
  return db
    .prepare(
      'SELECT coalesce(sum(h.last - h.first + 1), 0) FROM held h JOIN devices d ON d.n = h.device WHERE d.id = ?',
    )
    .pluck()
    .get(device) as number
}

/** The incarnation to go on with: the device's own, or the next one where less is here than was written. */
export function settleIncarnation(db: ReadableDb, device: string, path: string): number {
  const here = incarnationOf(device)
  const note = readNote(path)
  if (!note || note.incarnation < here) return here
  const isWhole = note.incarnation === here && ownChanges(db, device) >= note.changes
  return isWhole ? here : note.incarnation + 1
}

/**
 * Keeps the note up to date. Not flushed at once: a note that lags behind misses at most a copy put back within that second.
 */
export function keepWitness(db: ReadableDb, device: string, path: string): { close(): void } {
  const incarnation = incarnationOf(device)
  let noted = -1
  const note = () => {
    const changes = ownChanges(db, device)
    if (changes === noted) return
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify({ incarnation, changes } satisfies Note))
      renameSync(`${path}.new`, path)
      noted = changes
    } catch {
      // the folder of the window's own files cannot be written: tried again
    }
  }
  note()
  const timer = setInterval(note, 1000)
  timer.unref()
  return {
    close() {
      clearInterval(timer)
      note()
    },
  }
}

function readNote(path: string): Note | undefined {
  if (!existsSync(path)) return undefined
  try {
    const { incarnation, changes } = JSON.parse(readFileSync(path, 'utf8')) as Note
    if (Number.isSafeInteger(incarnation) && Number.isSafeInteger(changes)) return { incarnation, changes }
  } catch {
    // half written before a power cut
  }
  return undefined
}

/** A hash of the operating system's own id of this installation. */
export function machineId(): string | null {
  try {
    const id = process.platform === 'win32' ? windowsId() : readFileSync('/etc/machine-id', 'utf8').trim()
    return id ? createHash('sha256').update(`shanyan ${id}`).digest('hex').slice(0, 32) : null
  } catch {
    return null
  }
}

function windowsId(): string {
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography'
  const options = { encoding: 'utf8', timeout: 2000, windowsHide: true } as const
  return (
    /MachineGuid\s+REG_SZ\s+(\S+)/.exec(execFileSync('reg', ['query', key, '/v', 'MachineGuid'], options))?.[1] ?? ''
  )
}
