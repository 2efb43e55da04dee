import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import ExifReader from 'exifreader'
import { imageSize } from 'image-size'
import { Refusal } from '../../../shared/result.ts'
import { packageLimits } from '../../../shared/sync/manifest.ts'
import { asRefusal } from '../db/open.ts'
import { isPictureName, isRunnable, kindOf, plainType } from './kinds.ts'

/** What a file says of itself. `width` and `height` in pixels as it is shown, `size` in bytes, `takenAt` the camera's wall clock. */
export type Look = {
  size: number
  mediaType: string
  width: number | null
  height: number | null
  takenAt: string | null
}

/** What a window can draw without running out of memory; a larger picture is kept and opened by another program. */
export const longestSide = 60_000
/** Where pictures say their size; a camera's preview and colour profile may lie before it. */
const firstLook = 256 * 1024
const secondLook = 16 * 1024 * 1024

/**
 * Looks at a file without taking it: kind by its bytes, size, when it was taken.
 * @throws Refusal `photo-not-picture`, `photo-too-large`, `photo-unreadable`, `file-runnable` with the file's name
 */
export function lookAt(path: string): Look {
  return reading(path, () => {
    const fd = openSync(path, 'r')
    try {
      return lookInto(fd, basename(path))
    } finally {
      closeSync(fd)
    }
  })
}

function lookInto(fd: number, file: string): Look {
  const stat = fstatSync(fd)
  if (!stat.isFile()) throw new Refusal('photo-unreadable', { file }, 'not a file')
  if (stat.size > packageLimits.attachment) throw new Refusal('photo-too-large', { file })
  const head = readHead(fd, firstLook)
  const isPicture = isPictureName(file)
  if (isRunnable(head, file)) throw new Refusal(isPicture ? 'photo-not-picture' : 'file-runnable', { file }, 'runnable')
  const mediaType = kindOf(head, file)?.mediaType
  if (mediaType === undefined && isPicture) throw new Refusal('photo-not-picture', { file }, 'first bytes')
  const plain = { size: stat.size, mediaType: mediaType ?? plainType, width: null, height: null, takenAt: null }
  if (!mediaType?.startsWith('image/')) return plain
  const sides = sidesOf(head) ?? (stat.size > firstLook ? sidesOf(readHead(fd, secondLook)) : undefined)
  // HEIC is kept as it came, also where its size cannot be told.
  if (!sides && mediaType !== 'image/heic') throw new Refusal('photo-not-picture', { file }, 'no dimensions')
  if (sides && Math.max(sides.width, sides.height) > longestSide) throw new Refusal('photo-too-large', { file })
  const { takenAt, isTurned } = exifOf(head)
  const { width, height } = sides ?? { width: null, height: null }
  return { ...plain, takenAt, ...(isTurned ? { width: height, height: width } : { width, height }) }
}

/** A kept picture: its kind by its bytes, sides in pixels as they lie in the file, and how it must be turned (Exif 1 to 8). */
export function lookAtPicture(path: string): {
  mediaType: string
  size: number
  width: number
  height: number
  orientation: number
} {
  const fd = openSync(path, 'r')
  try {
    const { size } = fstatSync(fd)
    const head = readHead(fd, firstLook)
    const mediaType = kindOf(head, '')?.mediaType ?? plainType
    const sides = sidesOf(head) ?? sidesOf(readHead(fd, secondLook)) ?? { width: 0, height: 0 }
    return { mediaType, size, ...sides, orientation: exifOf(head).orientation }
  } finally {
    closeSync(fd)
  }
}

function readHead(fd: number, length: number): Buffer {
  const head = Buffer.alloc(Math.min(length, fstatSync(fd).size))
  let done = 0
  while (done < head.length) {
    const read = readSync(fd, head, done, head.length - done, done)
    if (read === 0) break
    done += read
  }
  return head.subarray(0, done)
}

function sidesOf(head: Buffer): { width: number; height: number } | undefined {
  try {
    const { width, height } = imageSize(head)
    return width > 0 && height > 0 ? { width, height } : undefined
  } catch {
    return undefined
  }
}

/** Exif 2.32: DateTimeOriginal `YYYY:MM:DD HH:MM:SS`; Orientation 5 to 8 lie on their side. Neither is believed further than that. */
function exifOf(head: Buffer): { takenAt: string | null; isTurned: boolean; orientation: number } {
  try {
    const tags = ExifReader.load(head, { includeUnknown: false })
    const said = String(tags.DateTimeOriginal?.description ?? tags.DateTimeDigitized?.description ?? '')
    const parts = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(said)
    const orientation = Number(tags.Orientation?.value ?? 1)
    return { takenAt: parts ? wallClock(parts) : null, isTurned: orientation >= 5, orientation }
  } catch {
    return { takenAt: null, isTurned: false, orientation: 1 }
  }
}

function wallClock([, year, month, day, hour, minute, second]: RegExpExecArray): string | null {
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const time = Date.parse(`${written}Z`)
  // a camera without a clock says 0000 or 1970
  return Number.isNaN(time) || Number(year) < 1980 || new Date(time).toISOString().slice(0, 19) !== written
    ? null
    : written
}

/** Trouble with the file a person chose, not with our disk. */
export function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw readingTrouble(path, error)
  }
}

export function readingTrouble(path: string, error: unknown): unknown {
  if (error instanceof Refusal) return error
  const isOfTheFile = asRefusal(error) || (error as { code?: unknown }).code
  return isOfTheFile
    ? new Refusal('photo-unreadable', { file: basename(path) }, String((error as Error).message))
    : error
}
