import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { asRefusal } from '../db/open.ts'
import { createSealer, type SealKey, sealedLength } from './age.ts'
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

type Target = {
  folder: string
  device: string
  nameOf(again: number): string
  /** `null`: the bare zip, as tests and measurements look at it. */
  seal: SealKey | null
  throwIfCancelled(): void
}

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
  const { folder, device, nameOf, seal, throwIfCancelled } = target
  const temporary = join(folder, `.shanyan-${device}-${process.pid}-${randomUUID()}.part`)
  let fd: number | undefined
  let verifier: ReturnType<typeof createVerifier> | undefined
  let done = false
  try {
    if (!statSync(folder).isDirectory()) throw new Refusal('target-missing', {}, folder)
    removeLeftovers(folder, device)
    fd = openSync(temporary, 'wx')
    const { out, sealed, end } = createOut(fd, seal)
    verifier = createVerifier(temporary, fd, sealed)
    const { add, length, finish } = sinkOf(out, seal, verifier, throwIfCancelled)
    await produce({ ...add, length })
    finish()
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

/** Bytes of the zip into the file, through the seal where there is one. */
function createOut(fd: number, seal: SealKey | null) {
  let at = 0
  const put = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, at + done)
    at += bytes.length
  }
  if (!seal) return { out: put, sealed: null, end: () => {} }
  const sealed = createSealer(seal, put)
  return { out: sealed.write, sealed, end: sealed.finish }
}

function sinkOf(
  out: (bytes: Uint8Array) => void,
  seal: SealKey | null,
  verifier: ReturnType<typeof createVerifier>,
  throwIfCancelled: () => void,
) {
  const zip = createZipWriter(out, Buffer.allocUnsafeSlow(copyBuffer))
  const length = () => {
    const content = zip.length() + zip.tail()
    return seal ? seal.header.length + sealedLength(content) : content
  }
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
  return { add, length, finish: () => zip.finish() }
}

/** What a killed export of this computer left here. Another export of this process may be under way: its files stay. */
function removeLeftovers(folder: string, device: string): void {
  for (const name of readdirSync(folder)) {
    const left = name.startsWith(`.shanyan-${device}-`) && name.endsWith('.part')
    if (left && !name.startsWith(`.shanyan-${device}-${process.pid}-`)) removeQuietly(join(folder, name))
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
