import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { imageSize } from 'image-size'
import { Refusal } from '../../../shared/result.ts'
import { packageLimits } from '../../../shared/sync/manifest.ts'
import { asRefusal } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { piecesOf, storeContent } from './content-store.ts'

/** What is known of a picture once its bytes are in the content store. `width` and `height` in pixels, `size` in bytes. */
export type Picture = {
  sha256: string
  size: number
  name: string
  mediaType: string
  width: number | null
  height: number | null
  /** The store had these bytes already. */
  known: boolean
}

const longestSide = 60_000
/** Where pictures say their size; a camera's preview and colour profile may lie before it. */
const firstLook = 256 * 1024
const secondLook = 16 * 1024 * 1024

/** Media type by the first bytes; the name of a file proves nothing. */
export function mediaTypeOf(head: Buffer): string | undefined {
  const ascii = (from: number, to: number) => head.toString('latin1', from, to)
  if (head.length < 12) return undefined
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp'
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'image/gif'
  if (ascii(0, 2) === 'BM') return 'image/bmp'
  if (ascii(4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1)$/.test(ascii(8, 12))) return 'image/heic'
  return undefined
}

/**
 * Looks at every file before any is taken, then copies them into the content store.
 * @throws Refusal `photo-not-picture`, `photo-too-large`, `photo-unreadable` with the file's name, `cancelled`, `disk-*`
 */
export async function takePictures(context: TaskContext, { paths }: { paths: string[] }): Promise<Picture[]> {
  const looks = paths.map((path) => {
    context.throwIfCancelled()
    return reading(path, () => look(path))
  })
  const total = looks.reduce((sum, { size }) => sum + size, 0)
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
  let done = 0
  return paths.map((path, index) => {
    const fd = reading(path, () => openSync(path, 'r'))
    const pieces = function* () {
      const all = piecesOf(fd, buffer)
      for (;;) {
        const next = reading(path, () => all.next())
        if (next.done) return
        context.throwIfCancelled()
        yield next.value
        done += next.value.length
        context.progress('photos', done, total)
      }
    }
    try {
      const { sha256, size, known } = storeContent(context.dataDir, pieces())
      const { mediaType, width, height } = looks[index] as Look
      return { sha256, size, known, name: basename(path), mediaType, width, height }
    } finally {
      closeSync(fd)
    }
  })
}

type Look = Pick<Picture, 'size' | 'mediaType' | 'width' | 'height'>

function look(path: string): Look {
  const file = basename(path)
  const fd = openSync(path, 'r')
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) throw new Refusal('photo-not-picture', { file }, 'not a file')
    if (stat.size > packageLimits.attachment) throw new Refusal('photo-too-large', { file })
    const head = readHead(fd, firstLook)
    const mediaType = mediaTypeOf(head)
    if (!mediaType) throw new Refusal('photo-not-picture', { file }, 'first bytes')
    const sides = sidesOf(head) ?? (stat.size > firstLook ? sidesOf(readHead(fd, secondLook)) : undefined)
    // HEIC is kept as it came, also where its size cannot be told.
    if (!sides && mediaType !== 'image/heic') throw new Refusal('photo-not-picture', { file }, 'no dimensions')
    if (sides && Math.max(sides.width, sides.height) > longestSide) throw new Refusal('photo-too-large', { file })
    return { size: stat.size, mediaType, width: sides?.width ?? null, height: sides?.height ?? null }
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

/** Trouble with the file a person chose, not with our disk. */
function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (asRefusal(error) || (error as { code?: unknown }).code)
      throw new Refusal('photo-unreadable', { file: basename(path) }, String((error as Error).message))
    throw error
  }
}
