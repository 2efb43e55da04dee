/**
 * Brings packages to their targets and takes in what is there, by itself: at regular times, when something new waits, and when told.
 * One round at a time; the work is done by tasks in worker threads.
 */
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import type { ExportAnswer, PackagePreview } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import { dataFiles } from '../db/folder.ts'
import { transaction } from '../db/open.ts'
import { getSetting, windowPrefix } from '../db/settings.ts'
import type { OpenKeys } from '../keys/keyring.ts'
import { tagOf } from '../sync/package-name.ts'
import { peerOfDevice } from '../sync/peers.ts'
import { dropStaged } from '../sync/staging.ts'
import { databaseFree } from '../sync/waiting.ts'
import { type Arrival, decided, noteAsking, noteTakenIn } from './arrivals.ts'
import { watchDrives } from './drives.ts'
import { sealProxies } from './proxies.ts'
import type { Errand, ErrandResult, RoundInput } from './round.ts'
import { enqueue, errandsOf, giveUp, hasDrives, hastenDrives, noteErrand, ownNames, undelivered } from './targets.ts'

/** What a courier works with; it is itself the last part of the whole. */
export type CourierContext = Omit<Context, 'courier'>

export type Courier = {
  /** `all`: also targets whose next try is not due yet. Asked during a round, it answers after one more. @throws Refusal `keys-locked` */
  run(all: boolean, job?: string): Promise<void>
  /** Something new waits. */
  nudge(): void
  /** A person has decided about a computer: what waited for that goes in. */
  decided(): void
  /** Targets of the round under way. */
  busy(): ReadonlySet<string>
  close(): void
}

/** Milliseconds: how often it looks whether a target is due, and how long after a start it first does. */
const beat = 30_000
const first = 5_000
/** Fetched packages are taken in by themselves unless the window set this to `false`; those that ask something wait for a person. */
const takeInSetting = `${windowPrefix}courier.takeIn`

export function createCourier(context: CourierContext): Courier {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  let busy: ReadonlySet<string> = new Set()
  const timer = setInterval(() => void quietly(), beat)
  const start = setTimeout(() => void quietly(), first)
  timer.unref()
  start.unref()
  const drives = watchDrives({
    isWanted: () => hasDrives(context.reader),
    onArrival: () => void onDrive().catch(() => {}),
  })

  function nudge(): void {
    void run(true).catch(() => {})
  }

  /** A round nobody asked for: what fails is written beside its target. */
  async function quietly(): Promise<void> {
    const due = context.reader
      .prepare('SELECT 1 FROM targets WHERE enabled = 1 AND coalesce(nextTry, 0) <= ?')
      .get(context.now())
    if (due && !context.keyring.state().locked) await run(false).catch(() => {})
  }

  function run(all: boolean, job?: string): Promise<void> {
    if (!running) return begin(all, job)
    // what is under way may have begun before what is asked for now was there
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        return begin(all, job)
      })
    return next
  }

  function begin(all: boolean, job: string | undefined): Promise<void> {
    const onBusy = (targets: string[]) => {
      busy = new Set(targets)
      context.announce('changed', { entities: ['courier'] })
    }
    running = round(context, all, job, { onBusy, onWaiting: nudge }).finally(() => {
      running = null
    })
    return running
  }

  /** Only drives are hurried: places that asked for a pause keep it. */
  async function onDrive(): Promise<void> {
    await databaseFree(context)
    transaction(context.db, () => hastenDrives(context.db))
    await run(false)
  }

  return {
    run,
    nudge,
    decided: () => {
      if (decided(context.reader).length) nudge()
    },
    busy: () => busy,
    close() {
      clearInterval(timer)
      clearTimeout(start)
      drives.close()
    },
  }
}

/** `onWaiting`: a receipt was made, which the next round delivers. */
type Told = { onBusy: (targets: string[]) => void; onWaiting: () => void }

async function round(context: CourierContext, all: boolean, job: string | undefined, told: Told): Promise<void> {
  const keys = await context.keyring.open()
  await clearOutbox(context)
  await databaseFree(context)
  transaction(context.db, () => sealProxies(context.db, keys))
  // those a person has decided about since the round before
  await takeInAll(context, keys, decided(context.reader), told)
  const errands = errandsOf(context.reader, keys, context.now(), all)
  if (errands.length === 0) return
  told.onBusy(errands.map(({ target }) => target))
  try {
    await deliver(context, keys, errands, job, told)
  } finally {
    told.onBusy([])
  }
}

async function deliver(
  context: CourierContext,
  keys: OpenKeys,
  errands: Errand[],
  job: string | undefined,
  told: Told,
): Promise<void> {
  const input: RoundInput = {
    errands,
    identities: keys.secrets.identities,
    tag: tagOf(context.keyring.fingerprint),
    own: ownNames(context.reader),
  }
  const results = await context.jobs.run<ErrandResult[]>('deliver', input, job)
  await databaseFree(context)
  transaction(context.db, () => {
    for (const result of results) noteErrand(context.db, result, context.now())
  })
  context.announce('changed', { entities: ['courier'] })
  const fresh = results.flatMap(({ target, fetched }) =>
    fetched.flatMap(({ name, size, file }) => (file === null ? [] : [{ target, name, size, file }])),
  )
  await takeInAll(context, keys, fresh, told)
}

/** Unless the office wants to look first. One receipt answers all that came from a computer, by whatever way. */
async function takeInAll(
  context: CourierContext,
  keys: OpenKeys,
  arrivals: readonly Arrival[],
  told: Told,
): Promise<void> {
  if (getSetting(context.reader, takeInSetting) === 'false') return
  const answered = new Set<string>()
  for (const one of arrivals) {
    const sender = await takeIn(context, keys, one)
    if (sender !== null) answered.add(sender)
  }
  for (const device of answered) await sendReceipt(context, keys, device, told)
}

/** Takes a fetched package in where it asks nothing; what asks waits for a person. Answers the device a receipt is due to. */
async function takeIn(context: CourierContext, keys: OpenKeys, arrival: Arrival): Promise<string | null> {
  const path = join(dataFiles(context.dataDir).inbox, arrival.file)
  // a person may have dealt with it a moment ago
  if (!existsSync(path)) return null
  const [preview] = await context.jobs.run<PackagePreview[]>('inspect', { paths: [path], keys }, undefined)
  await databaseFree(context)
  transaction(context.db, () => noteAsking(context.db, arrival, preview?.asks?.fingerprint ?? null))
  if (!preview?.staged) return null
  const asks = preview.deletesMany || preview.vouched.length > 0 || preview.failure !== null
  if (asks) {
    dropStaged(context.dataDir, preview.staged)
    return null
  }
  const [taken] = await context.jobs.run<PackagePreview[]>('import', { staged: [preview.staged] }, undefined)
  if (!taken?.imported) return null
  await databaseFree(context)
  transaction(context.db, () => noteTakenIn(context.db, arrival))
  context.announce('changed', { entities: ['courier'] })
  rmSync(dirname(path), { recursive: true, force: true })
  const isReceipt = preview.changes === 0 && preview.attachments === 0
  return isReceipt ? null : (preview.sender?.device ?? null)
}

async function sendReceipt(context: CourierContext, keys: OpenKeys, device: string, told: Told): Promise<void> {
  const peer = peerOfDevice(context.reader, device)
  if (!peer) return
  try {
    await exportToOutbox(context, keys, { peer: peer.id, scope: 'receipt' })
    told.onWaiting()
  } catch (error) {
    // its key is not known: the next package tells it
    if (!(error instanceof Refusal && error.code === 'recipient-unknown')) throw error
  }
}

type Packing = {
  peer: string
  scope: 'new' | 'all' | 'receipt'
  lock?: { passphrase: string } | undefined
  limit?: number | undefined
}

/** Writes packages into the outbox and has them delivered to every target. */
export async function exportToOutbox(
  context: CourierContext,
  keys: OpenKeys,
  packing: Packing,
  job?: string,
): Promise<ExportAnswer> {
  const folder = dataFiles(context.dataDir).outbox
  const answer = await context.jobs.run<ExportAnswer>('export', { ...packing, keys, folder, tagged: true }, job)
  const idOf = context.reader.prepare("SELECT id FROM packages WHERE direction = 'out' AND file = ?").pluck()
  await databaseFree(context)
  transaction(context.db, () => {
    enqueue(
      context.db,
      answer.files.map(({ path }) => idOf.get(path) as string),
    )
  })
  context.announce('changed', { entities: ['courier'] })
  return answer
}

/** A package whose receipt is here needs no copy in the outbox any more; one whose copy somebody removed is not tried for ever. */
async function clearOutbox(context: CourierContext): Promise<void> {
  const folder = dataFiles(context.dataDir).outbox
  const files = context.reader
    .prepare(`SELECT file FROM packages WHERE direction = 'out' AND state = 'acknowledged' AND substr(file, 1, ?) = ?`)
    .pluck()
    .all(folder.length, folder) as string[]
  for (const file of files) rmSync(join(folder, basename(file)), { force: true })
  const lost = undelivered(context.reader).filter(({ file }) => !existsSync(file))
  if (!lost.length) return
  await databaseFree(context)
  transaction(context.db, () => {
    for (const { package: id } of lost) giveUp(context.db, id)
  })
}
