import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { homedir } from 'node:os'
import { extname, join } from 'node:path'
import { TextDecoder } from 'node:util'
import type { FontState } from '../../../shared/contract/papers.ts'
import { type Face, faces } from '../../../shared/papers/layout.ts'
import type { TaskContext } from '../tasks.ts'

/** A face by the names its files carry. */
const called: Record<Face, readonly string[]> = {
  title: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05'],
  body: ['仿宋_GB2312', 'FangSong_GB2312'],
  first: ['黑体', 'SimHei'],
  second: ['楷体_GB2312', 'KaiTi_GB2312'],
  number: ['宋体', 'SimSun'],
}

/** Where this computer keeps fonts: of all its users, and of this one. */
export function fontFolders(platform = process.platform, env = process.env): string[] {
  const home = homedir()
  if (platform === 'win32')
    return [
      join(env.SystemRoot ?? 'C:\\Windows', 'Fonts'),
      ...(env.LOCALAPPDATA ? [join(env.LOCALAPPDATA, 'Microsoft', 'Windows', 'Fonts')] : []),
    ]
  if (platform === 'darwin') return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library', 'Fonts')]
  return ['/usr/share/fonts', '/usr/local/share/fonts', join(home, '.fonts'), join(home, '.local', 'share', 'fonts')]
}

/** Which fonts of the standard this computer has. */
export async function checkFonts(context: TaskContext, { folders = fontFolders() }): Promise<FontState[]> {
  const found = new Set<string>()
  for (const folder of folders)
    for (const path of fontFiles(folder)) {
      context.throwIfCancelled()
      for (const name of familyNames(path)) found.add(name.toLowerCase())
    }
  return (Object.keys(faces) as Face[]).map((face) => ({
    name: faces[face],
    has: called[face].some((name) => found.has(name.toLowerCase())),
  }))
}

function fontFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^\.(ttf|ttc|otf|otc)$/i.test(extname(name)))
      .slice(0, 20_000)
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

const mostNames = 64 * 1024

/** Family names in a font file, in every language it has; none where it cannot be read. */
export function familyNames(path: string): string[] {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch {
    return []
  }
  try {
    const head = bytesAt(fd, 0, 12)
    if (head.toString('latin1', 0, 4) !== 'ttcf') return namesOf(fd, 0)
    const count = Math.min(head.readUInt32BE(8), 64)
    const offsets = bytesAt(fd, 12, count * 4)
    return Array.from({ length: count }, (_, at) => offsets.readUInt32BE(at * 4)).flatMap((at) => namesOf(fd, at))
  } catch {
    return []
  } finally {
    closeSync(fd)
  }
}

/** OpenType `name` table: ids 1 and 16 are family names. */
function namesOf(fd: number, start: number): string[] {
  const tables = bytesAt(fd, start, 12).readUInt16BE(4)
  const directory = bytesAt(fd, start + 12, Math.min(tables, 256) * 16)
  for (let at = 0; at < directory.length; at += 16) {
    if (directory.toString('latin1', at, at + 4) !== 'name') continue
    const table = bytesAt(fd, directory.readUInt32BE(at + 8), Math.min(directory.readUInt32BE(at + 12), mostNames))
    const strings = table.readUInt16BE(4)
    const names: string[] = []
    for (let record = 6; record < 6 + table.readUInt16BE(2) * 12; record += 12) {
      if (![1, 16].includes(table.readUInt16BE(record + 6))) continue
      const from = strings + table.readUInt16BE(record + 10)
      const bytes = table.subarray(from, from + table.readUInt16BE(record + 8))
      names.push(decode(bytes, table.readUInt16BE(record), table.readUInt16BE(record + 2)))
    }
    return names
  }
  return []
}

function decode(bytes: Buffer, platform: number, encoding: number): string {
  // Windows, PRC: each character of GBK in two bytes, the first 0 for a half-width one
  if (platform === 3 && encoding === 3) return new TextDecoder('gbk').decode(bytes.filter((byte) => byte !== 0))
  if (platform === 1) return new TextDecoder(encoding === 25 ? 'gbk' : 'latin1').decode(bytes)
  return new TextDecoder('utf-16be').decode(bytes)
}

function bytesAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const read = readSync(fd, bytes, done, length - done, position + done)
    if (read === 0) break
    done += read
  }
  return bytes
}
