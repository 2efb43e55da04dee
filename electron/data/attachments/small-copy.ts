import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { imageSize } from 'image-size'
import { Refusal } from '../../../shared/result.ts'
import { smallPath } from '../db/folder.ts'

/** Pixels of the longer side; the window draws it, so that no stranger's picture is decoded outside the sandbox. */
export const smallSide = 480

/**
 * Keeps a small copy of a picture for lists: a cache, made again where it is missing, never handed on. It stays when the picture itself
 * is cleaned away.
 * @param jpeg base64 of a JPEG of at most `smallSide`
 * @throws Refusal `bad-input`
 */
export function keepSmall(dataDir: string, sha256: string, jpeg: string): void {
  const bytes = Buffer.from(jpeg, 'base64')
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
  const { width = 0, height = 0 } = isJpeg ? sidesOf(bytes) : {}
  if (!width || !height || Math.max(width, height) > smallSide) throw new Refusal('bad-input', {}, 'no small picture')
  const path = smallPath(dataDir, sha256)
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.part`
  // not flushed: a copy that a power cut took is drawn again
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}

function sidesOf(bytes: Buffer): { width?: number; height?: number } {
  try {
    return imageSize(bytes)
  } catch {
    return {}
  }
}
