import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { asRefusal } from '../db/open.ts'
import { createVerifier } from './package-verify.ts'
import { createZipWriter } from './zip-write.ts'

const copyBuffer = 4 * 1024 * 1024

/** Adds members while they are verified behind; attachments come as files, bundles and the manifest as bytes. */
export type PackageSink = {
  /** Bytes the file would have if it ended now. */
  length(): number
  add(name: string, bytes: Buffer, sha256: string): Promise<void>
  addFile(name: string, path: string, sha256: string, step: (bytes: number) => void): Promise<void>
}

type Target = { folder: string; device: string; nameOf(again: number): string; throwIfCancelled(): void }

/**
 * Writes a package by sync rule 9: temporary name in the target folder, flush, read back and compare hashes, rename, flush the
 * folder. Whatever goes wrong, no file is left behind.
 * @returns the final path and size, or the hashes of members that do not read back as they should (then nothing is left either)
 * @throws Refusal `target-missing`, `disk-full`, `disk-read-only`, `disk-error`, `cancelled`
 */
export async function writePackage(
  target: Target,
  produce: (sink: PackageSink) => Promise<void>,
): Promise<{ path: string; bytes: number; bad: string[] }> {
  const { folder, device, nameOf, throwIfCancelled } = target
  const temporary = join(folder, `.shanyan-${device}-${process.pid}-${randomUUID()}.part`)
  let fd: number | undefined
  let verifier: ReturnType<typeof createVerifier> | undefined
  let done = false
  try {
    if (!statSync(folder).isDirectory()) throw new Refusal('target-missing', {}, folder)
    removeLeftovers(folder, device)
    fd = openSync(temporary, 'wx')
    verifier = createVerifier(temporary, fd)
    const { add, length, end } = sinkOf(fd, verifier, throwIfCancelled)
    await produce({ ...add, length })
    end()
    const bad = await verifier.finish()
    throwIfCancelled()
    if (bad.length > 0) return { path: '', bytes: 0, bad }
    fsyncSync(fd)
    closeSync(fd)
    fd = undefined
    const bytes = statSync(temporary).size
    let path = join(folder, nameOf(0))
    for (let again = 1; existsSync(path); again++) path = join(folder, nameOf(again))
    renameSync(temporary, path)
    done = true
    flushFolder(folder)
    return { path, bytes, bad }
  } catch (error) {
    throw targetRefusal(error, folder)
  } finally {
    await verifier?.close()
    if (fd !== undefined) closeQuietly(fd)
    if (!done) removeQuietly(temporary)
  }
}

function sinkOf(fd: number, verifier: ReturnType<typeof createVerifier>, throwIfCancelled: () => void) {
  const zip = createZipWriter(fd, Buffer.allocUnsafeSlow(copyBuffer))
  // Copying is synchronous; a turn of the loop between members lets the verifier go on.
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const add: Omit<PackageSink, 'length'> = {
    async add(name, bytes, sha256) {
      throwIfCancelled()
      verifier.add(zip.add(name, bytes), sha256)
      await turn()
    },
    async addFile(name, path, sha256, step) {
      throwIfCancelled()
      verifier.add(zip.addFile(name, path, step), sha256)
      await turn()
    },
  }
  return { add, length: () => zip.length() + zip.tail(), end: () => zip.finish() }
}

/** What a killed export of this computer left here. Another export of this process may be under way: its files stay. */
function removeLeftovers(folder: string, device: string): void {
  for (const name of readdirSync(folder)) {
    const left = name.startsWith(`.shanyan-${device}-`) && name.endsWith('.part')
    if (left && !name.startsWith(`.shanyan-${device}-${process.pid}-`)) removeQuietly(join(folder, name))
  }
}

/** So that the name survives a pulled stick; not every system can flush a folder, and the file itself is safe. */
export function flushFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch {
    // Windows, some network file systems
  }
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd)
  } catch {
    // the stick is gone
  }
}
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // the stick is gone
  }
}

const gone = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE', 'EHOSTDOWN', 'ENETUNREACH'])

/** A folder that is not there any more is the likelier story than a disk that fails. */
function targetRefusal(error: unknown, folder: string): unknown {
  if (error instanceof Refusal) return error
  const code = String((error as { code?: unknown }).code)
  if (gone.has(code) || (code === 'EIO' && !existsSync(folder)))
    return new Refusal('target-missing', {}, String((error as Error).message))
  return asRefusal(error) ?? error
}
