/** One round of a courier, in a worker: brings what waits to every target and fetches what is there for this computer. */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Failure, Refusal } from '../../../shared/result.ts'
import { dataFiles } from '../db/folder.ts'
import { asRefusal } from '../db/open.ts'
import { failureOf } from '../failure.ts'
import { asksPassphrase, looksSealed, openSeal, type ReadAt } from '../sync/age.ts'
import type { TaskContext } from '../tasks.ts'
import { openPlace, type Place, type PlaceConfig } from '../transport/place.ts'

export type Errand = {
  target: string
  /** `null`: the account's password could not be opened. */
  config: PlaceConfig | null
  due: { package: string; path: string }[]
  /** `name size` of files seen there before. */
  seen: string[]
}
/** `own`: names of files this computer wrote, wherever to. */
export type RoundInput = { errands: Errand[]; identities: string[]; tag: string; own: string[] }
export type Fetched = { name: string; size: number; state: 'elsewhere' | 'waiting'; file: string | null }
export type ErrandResult = {
  target: string
  delivered: string[]
  fetched: Fetched[]
  failure: Failure | null
  /** Seconds the place asked to be left alone. */
  retryAfter: number | null
}

/** Packages that name their recipient in the file's name: the first characters of its key's fingerprint. */
const tagPattern = /-([a-z2-7]{6})(?:-\d+)?\.shanyan$/

/** Troubles of one file, not of the place. */
const ofOneFile = new Set(['place-taken', 'place-file'])

/** @throws Refusal `cancelled` */
export async function runRound(context: TaskContext, input: RoundInput): Promise<ErrandResult[]> {
  const results: ErrandResult[] = []
  for (const errand of input.errands) results.push(await runErrand(context, input, errand))
  return results
}

async function runErrand(context: TaskContext, input: RoundInput, errand: Errand): Promise<ErrandResult> {
  const result: ErrandResult = { target: errand.target, delivered: [], fetched: [], failure: null, retryAfter: null }
  const stop = new AbortController()
  const throwIfCancelled = () => {
    try {
      context.throwIfCancelled()
    } catch (error) {
      stop.abort()
      throw error
    }
  }
  const step = (done: number, total: number) => {
    context.progress('deliver', done, total)
    throwIfCancelled()
  }
  // a place that does not answer takes no steps
  const poll = setInterval(() => {
    if (stop.signal.aborted) return
    try {
      throwIfCancelled()
    } catch {
      // the signal says it
    }
  }, 200)
  try {
    if (!errand.config) throw new Refusal('place-account')
    const place = await openPlace(errand.config)
    const there = await place.list(stop.signal)
    for (const { package: id, path } of errand.due) {
      const sum = summing(statSync(path).size, step)
      try {
        await place.put(path, basename(path), sum, stop.signal)
        result.delivered.push(id)
      } catch (error) {
        const refusal = asRefusal(error)
        if (!refusal || !ofOneFile.has(refusal.code)) throw error
        // the others can go there all the same
        result.failure = failureOf(refusal)
      }
    }
    const own = new Set(input.own)
    const fresh = there.filter(({ name, size }) => !own.has(name) && !errand.seen.includes(`${name} ${size}`))
    for (const { name, size } of fresh) {
      const tag = tagPattern.exec(name)?.[1]
      const isElsewhere = tag !== undefined && tag !== input.tag
      result.fetched.push(
        isElsewhere
          ? { name, size, state: 'elsewhere', file: null }
          : await fetchFile(context, place, { target: errand.target, name, size }, input.identities, step, stop.signal),
      )
    }
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal || refusal.code === 'cancelled') throw error
    const { retryAfter } = refusal.values
    result.failure = failureOf(refusal)
    result.retryAfter = typeof retryAfter === 'number' ? retryAfter : null
  } finally {
    clearInterval(poll)
  }
  return result
}

/** From bytes of a piece to bytes so far. */
function summing(total: number, step: (done: number, total: number) => void): (bytes: number) => void {
  let done = 0
  return (bytes) => {
    done += bytes
    step(done, total)
  }
}

async function fetchFile(
  { dataDir }: TaskContext,
  place: Place,
  { target, name, size }: { target: string; name: string; size: number },
  identities: string[],
  step: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Fetched> {
  // a folder each: two places may hold the same name; the same one at every try, to go on where the last was cut
  const folder = createHash('sha256').update(`${target}\n${size}\n${name}`).digest('hex').slice(0, 32)
  const file = join(folder, name)
  const path = join(dataFiles(dataDir).inbox, file)
  mkdirSync(join(dataFiles(dataDir).inbox, folder), { recursive: true })
  await place.get(name, path, summing(size, step), signal)
  if (await isForUs(path, identities)) return { name, size, state: 'waiting', file }
  rmSync(join(dataFiles(dataDir).inbox, folder), { recursive: true, force: true })
  return { name, size, state: 'elsewhere', file: null }
}

/** Sealed for one of our keys, or with a passphrase a person may know. What is damaged is for the import to say. */
async function isForUs(path: string, identities: string[]): Promise<boolean> {
  const fd = openSync(path, 'r')
  try {
    const read: ReadAt = (buffer, offset, length, position) => readSync(fd, buffer, offset, length, position)
    const first = Buffer.alloc(32)
    read(first, 0, first.length, 0)
    if (!looksSealed(first) || asksPassphrase(first)) return true
    return (await openSeal(read, { identities })) !== null
  } catch {
    return true
  } finally {
    closeSync(fd)
  }
}
