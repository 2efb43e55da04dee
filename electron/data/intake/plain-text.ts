/** Text files as Chinese offices have them: UTF-8, UTF-16 or GB18030 (which holds GBK and GB2312). */
import { closeSync, fstatSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { openFile } from './office-zip.ts'

/** Bytes; a report of a thousand pages is smaller. */
const longest = 20 * 1024 * 1024

/** @throws Refusal `file-foreign` where the bytes are no text */
export function decodeText(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes
  const encodings =
    first === 0xff && second === 0xfe
      ? ['utf-16le']
      : first === 0xfe && second === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // another encoding then
    }
  }
  throw new Refusal('file-foreign', { file }, 'no text')
}

/** @throws Refusal `file-unreadable`, `file-too-large`, `file-foreign` */
export function readTextFile(path: string): string {
  const file = basename(path)
  const fd = openFile(path)
  try {
    const { size } = fstatSync(fd)
    if (size > longest) throw new Refusal('file-too-large', { file }, `${size} bytes`)
    const bytes = Buffer.alloc(size)
    let done = 0
    for (let read = -1; read !== 0 && done < size; done += read) read = readSync(fd, bytes, done, size - done, done)
    return decodeText(bytes.subarray(0, done), file)
  } finally {
    closeSync(fd)
  }
}
