import { closeSync, constants, copyFileSync, existsSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { asRefusal } from '../db/open.ts'
import { extensionOf, isRunnable, kindOf, openableExtensions } from './kinds.ts'

const headBytes = 256 * 1024
const longestName = 80

/** A name every system takes; what Windows forbids becomes a dash, and the extension follows the content, not the name. */
export function safeName(name: string | null, extension: string): string {
  const stem = basename(name ?? '')
    .replace(/\.[^.]*$/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
  const short = [...stem].slice(0, longestName).join('')
  const usable = short && !/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short) ? short : '附件'
  return extension ? `${usable}.${extension}` : usable
}

/** What the stored bytes are, by their beginning. */
function lookAt(dataDir: string, sha256: string, name: string | null): { extension: string; isOpenable: boolean } {
  let fd: number
  try {
    fd = openSync(attachmentPath(dataDir, sha256), 'r')
  } catch (error) {
    throw new Refusal('attachment-away', {}, String(error))
  }
  try {
    const head = Buffer.alloc(headBytes)
    const start = head.subarray(0, readSync(fd, head, 0, headBytes, 0))
    const kind = kindOf(start, name ?? '')
    const isOpenable = kind !== undefined && openableExtensions.has(kind.extension) && !isRunnable(start, '')
    return { extension: kind?.extension ?? extensionOf(name ?? ''), isOpenable }
  } finally {
    closeSync(fd)
  }
}

/**
 * A copy for another program to open: named by its content, so that nothing runnable is ever opened, and marked as coming from
 * elsewhere, so that Office opens it protected. The stored file itself is never handed out.
 * @throws Refusal `attachment-away`, `attachment-not-openable`, `disk-*`
 */
export function copyToOpen(dataDir: string, file: { sha256: string; name: string | null }): string {
  const { extension, isOpenable } = lookAt(dataDir, file.sha256, file.name)
  if (!isOpenable) throw new Refusal('attachment-not-openable', { file: file.name ?? '' })
  const folder = join(dataFiles(dataDir).opened, file.sha256.slice(0, 16))
  const path = join(folder, safeName(file.name, extension))
  try {
    mkdirSync(folder, { recursive: true })
    // an editor may hold the earlier copy open: it stays what that person sees
    if (existsSync(path)) return path
    copyFileSync(attachmentPath(dataDir, file.sha256), path, constants.COPYFILE_FICLONE)
    if (process.platform === 'win32') writeFileSync(`${path}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n')
  } catch (error) {
    throw asRefusal(error) ?? error
  }
  return path
}

/**
 * A copy into a folder a person chose, under a name nothing has there.
 * @throws Refusal `attachment-away`, `disk-*`
 */
export function copyTo(dataDir: string, file: { sha256: string; name: string | null }, folder: string): string {
  const { extension } = lookAt(dataDir, file.sha256, file.name)
  const name = safeName(file.name, extension)
  const dot = name.lastIndexOf('.')
  const [stem, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  try {
    for (let again = 1; ; again++) {
      const path = join(folder, again === 1 ? name : `${stem}(${again})${end}`)
      if (existsSync(path)) continue
      copyFileSync(attachmentPath(dataDir, file.sha256), path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      flushFolder(folder)
      return path
    }
  } catch (error) {
    throw asRefusal(error) ?? error
  }
}
