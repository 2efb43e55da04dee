import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { asRefusal } from '../db/open.ts'

const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i
const instead: Record<string, string> = {
  '<': '＜',
  '>': '＞',
  ':': '：',
  '"': '”',
  '/': '／',
  '\\': '＼',
  '|': '｜',
  '?': '？',
  '*': '＊',
}
/** Bytes; with a number and an ending a name stays below what systems take, and a path below 260. */
const longest = 150

/** A title as a file name that every system takes; `fallback` where nothing of it is left. */
export function safeName(title: string, fallback: string): string {
  let name = title
    .replace(/[<>:"/\\|?*]/g, (sign) => instead[sign] ?? ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  while (Buffer.byteLength(name) > longest) name = [...name].slice(0, -1).join('')
  name = name.replace(/^[\s.]+|[\s.]+$/g, '')
  return name ? name.replace(devices, '_$1') : fallback
}

/**
 * Writes a file so that it is there wholly or not at all, and never over another: under a temporary name, flushed, then renamed; a
 * name that is taken gets (2), (3) ….
 * @param write writes into the open file
 * @returns its path and bytes
 * @throws Refusal `paper-folder`, `paper-space`; what `write` throws, and other errors of the file system
 */
export async function writeAnew(
  folder: string,
  { name, ending }: { name: string; ending: string },
  write: (fd: number) => Promise<void> | void,
): Promise<{ path: string; bytes: number }> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Refusal('paper-folder', { folder })
  const temporary = join(folder, `~shanyan-${randomBytes(6).toString('hex')}.part`)
  let fd: number | undefined
  try {
    fd = openSync(temporary, 'wx')
    await write(fd)
    fsyncSync(fd)
    closeSync(fd)
    fd = undefined
    const path = settle(temporary, folder, name, ending)
    flushFolder(folder)
    return { path, bytes: statSync(path).size }
  } catch (error) {
    throw asRefusal(error)?.code === 'disk-full' ? new Refusal('paper-space', { folder }, String(error)) : error
  } finally {
    if (fd !== undefined) closeSync(fd)
    rmSync(temporary, { force: true })
  }
}

/** Gives the file a free name; another that appears meanwhile is never replaced. */
function settle(temporary: string, folder: string, name: string, ending: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number > 1 ? `(${number})` : ''}.${ending}`)
    try {
      linkSync(temporary, path)
      return path
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === 'EEXIST' && number < 10_000) continue
      if (code === 'EEXIST') throw error
    }
    // no links here, e.g. on a stick: an empty file of our own keeps the name until the rename
    try {
      closeSync(openSync(path, 'wx'))
    } catch (error) {
      if ((error as { code?: string }).code === 'EEXIST' && number < 10_000) continue
      throw error
    }
    renameSync(temporary, path)
    return path
  }
}
