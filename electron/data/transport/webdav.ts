import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../../shared/result.ts'
import { type LocalFile, openLocal } from './local-file.ts'
import { isLeftover, isPackageName, temporaryName } from './names.ts'
import type { Place, PlaceConfig, Step } from './place.ts'
import { statusTrouble, throwIfCancelled } from './trouble.ts'
import { createWebFolder, type WebFolder } from './web-folder.ts'
import { fetchFile } from './web-get.ts'
import { type LineOptions, piecesOf } from './web-line.ts'

/**
 * Up to here what was put is fetched again and compared; beyond, that would double the traffic, its size is compared, and the
 * receipt proves the content later.
 */
const readBackSize = 4 * 1024 * 1024

/** A server that cannot rename answers so; through some gateways, a full address as the target is what fails. */
const noMove = new Set([405, 501, 502])

/**
 * A WebDAV folder, with few requests: a list is one, a delivery three (put, look, move), one more up to 4 MiB. Uploads have no
 * standard way to go on: one that was cut begins anew, and what it left is removed.
 */
export function webdavPlace(config: Extract<PlaceConfig, { kind: 'webdav' }>, options: LineOptions = {}): Place {
  const folder = createWebFolder(config, options)
  let listed: Map<string, number> | undefined
  /** Files there that are no packages; what our tries left is among them. */
  const others = new Set<string>()
  let canMove = true

  async function list(signal?: AbortSignal) {
    const entries = await folder.list(signal)
    const files = entries.flatMap(({ name, size }) =>
      size !== undefined && isPackageName(name) ? [{ name, size }] : [],
    )
    for (const { name } of entries) if (!isPackageName(name)) others.add(name)
    listed = new Map(files.map(({ name, size }) => [name.normalize('NFC'), size]))
    return files
  }

  async function put(path: string, name: string, step: Step, signal?: AbortSignal) {
    throwIfCancelled(signal)
    if (!isPackageName(name)) throw new Refusal('place-file', { file: name }, 'not a name every system takes')
    const delivery = { local: await openLocal(path), name, signal }
    if (!listed) await list(signal)
    if (await isDelivered(folder, delivery, listed?.get(name.normalize('NFC')))) step(delivery.local.size)
    else {
      // before, for the room it takes; after, where the server still held it
      await removeLeftovers(name, signal)
      await deliver(delivery, step)
      await removeLeftovers(name, signal)
    }
    listed?.set(name.normalize('NFC'), delivery.local.size)
  }

  async function removeLeftovers(name: string, signal?: AbortSignal) {
    for (const other of others)
      if (isLeftover(other, name) && (await folder.remove(other, signal))) others.delete(other)
  }

  async function deliver(delivery: Delivery, step: Step) {
    const temporary = temporaryName(delivery.name)
    let sent = 0
    const counted: Step = (bytes) => {
      sent += bytes
      step(bytes)
    }
    if (canMove) {
      others.add(temporary)
      await upload(folder, delivery, temporary, counted)
      if (await move(folder, delivery, temporary)) {
        others.delete(temporary)
        return
      }
      canMove = false
      step(-sent)
      await removeLeftovers(delivery.name, delivery.signal)
    }
    // Not safe from being cut: what a cut leaves under the final name is known by being the beginning of ours.
    const { name, signal } = delivery
    if (await isDelivered(folder, delivery, await folder.sizeOf(name, signal))) step(delivery.local.size)
    else await upload(folder, delivery, name, step, { 'If-None-Match': '*' })
  }

  return { list, put, get: (name, path, step, signal) => fetchFile(folder, { name, listed, path, step, signal }) }
}

type Delivery = { local: LocalFile; name: string; signal: AbortSignal | undefined }

/**
 * @param size of what has the name there; `undefined`: nothing has
 * @throws Refusal `place-taken` where it is another file
 */
async function isDelivered(folder: WebFolder, { local, name, signal }: Delivery, size: number | undefined) {
  if (size === undefined) return false
  const isSame = size <= local.size && (await hashThere(folder, name, size, signal)) === (await local.sha256(size))
  if (!isSame) throw new Refusal('place-taken', { file: name })
  if (size === local.size) return true
  // A proper beginning of a sealed package is a delivery of ours that was cut where files cannot be renamed.
  await folder.remove(name, signal)
  return false
}

async function hashThere(folder: WebFolder, name: string, size: number, signal: AbortSignal | undefined) {
  const answer = await folder.open(name, {}, signal)
  if (answer.status !== 200) throw refusedFile(answer, name)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of piecesOf(answer.message, signal)) {
    bytes += piece.length
    if (bytes > size) return undefined
    hash.update(piece)
  }
  return bytes === size ? hash.digest('hex') : undefined
}

function refusedFile({ status, message }: { status: number; message: IncomingMessage }, name: string): Refusal {
  message.destroy()
  if (status === 404 || status === 410)
    return new Refusal('place-file', { file: name }, `listed, and not there: ${status}`)
  return statusTrouble({ status, headers: message.headers, what: 'GET' }, false)
}

/** Sends the whole file under a name and makes sure that it is there whole; else nothing of it stays. */
async function upload(
  folder: WebFolder,
  { local, name, signal }: Delivery,
  to: string,
  step: Step,
  headers: Record<string, string> = {},
): Promise<void> {
  await folder.upload(to, local, { headers, step, signal })
  try {
    const size = await folder.sizeOf(to, signal)
    if (size !== local.size)
      throw new Refusal('place-file', { file: name }, `${size ?? 'nothing'} of ${local.size} bytes`)
    if (size > readBackSize) return
    if ((await hashThere(folder, to, size, signal)) !== (await local.sha256()))
      throw new Refusal('place-file', { file: name }, 'reads back otherwise than sent')
  } catch (error) {
    if (error instanceof Refusal && error.code === 'place-file') await folder.remove(to, signal)
    throw error
  }
}

/** @returns false where the server cannot rename */
async function move(folder: WebFolder, delivery: Delivery, temporary: string): Promise<boolean> {
  const { name, signal } = delivery
  const { status, headers } = await folder.move(temporary, name, signal)
  if (noMove.has(status)) return false
  if (status === 201 || status === 204) return true
  // 412: the name is there, whatever the list said; 404: an answer was lost, and the file has its name already
  if (status === 412 || status === 404) {
    try {
      if (await isDelivered(folder, delivery, await folder.sizeOf(name, signal))) return true
    } finally {
      if (status === 412) await folder.remove(temporary, signal)
    }
  }
  if (status < 400 || status === 404 || status === 412)
    throw new Refusal('place-file', { file: name }, `MOVE: ${status}`)
  throw statusTrouble({ status, headers, what: 'MOVE' }, true)
}
