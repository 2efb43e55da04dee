import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openData } from '../../electron/data/boot.ts'
import type { Context, Jobs } from '../../electron/data/context.ts'
import { dispatch } from '../../electron/data/dispatch.ts'
import { cardText } from '../../electron/data/keys/card.ts'
import { commitDrafts } from '../../electron/data/sync/commit-drafts.ts'
import { type OpenPackage, openPackage } from '../../electron/data/sync/package-read.ts'
import { stage } from '../../electron/data/sync/staging.ts'
import { type TaskContext, tasks } from '../../electron/data/tasks.ts'
import type { Events, Input, OperationName, Output, Result } from '../../shared/contract.ts'
import type { Entity } from '../../shared/domain/fields.ts'
import { type Failure, Refusal } from '../../shared/result.ts'
import type { PackagePreview } from '../../shared/views.ts'
import { age, createAuthor } from './packages.ts'

export const resourcesDir = join(import.meta.dirname, '../../resources')
/** Plain Node runs the sources: the very worker of the product, without a build. */
export const workerSource = join(import.meta.dirname, '../../electron/data/worker.ts')

export type Device = Awaited<ReturnType<typeof openDevice>>
type Role = 'laptop' | 'headquarters'

/** A folder that the test's end takes away. */
export function temporaryFolder(name = 'shanyan-'): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  folders.push(folder)
  return folder
}
const folders: string[] = []
const opened: { close(): Promise<void> }[] = []
const friends = new Set<Context>()

/** Each takes the other's card. */
export async function befriend(one: Context, other: Context): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { value } = JSON.parse(await dispatch('card.get', {}, from))
    const taken = JSON.parse(await dispatch('card.take', { text: value.text }, to))
    if (!taken.ok) throw new Error(`card.take: ${taken.error.code}`)
  }
}

/** Closes every device and removes every folder of the test. */
export async function cleanUp(): Promise<void> {
  for (const data of opened.splice(0)) await data.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/**
 * A computer as the product opens it, on real files. Tasks run in this thread unless `worker` asks for the product's own worker
 * threads, which take a second to load from source. It has taken the cards of the test's other computers and they its own, unless it
 * is a `stranger`.
 */
export async function openDevice(
  name: string,
  role: Role,
  { dataDir = '', now = Date.now, demo = false, worker = false, stranger = false, machine = '', stateDir = '' } = {},
) {
  const dir = dataDir || join(temporaryFolder(), 'data')
  const announced: { event: keyof Events; payload: unknown }[] = []
  const data = await openData({
    dataDir: dir,
    resourcesDir,
    appVersion: 'test',
    demo: false,
    worker: workerSource,
    announce: (event, payload) => announced.push({ event, payload }),
    now,
    machine: machine || null,
    stateDir,
  })
  if (!worker) data.jobs = inlineJobs(data)
  let open = true
  const close = async () => {
    if (open) await data.close()
    open = false
    friends.delete(data)
  }
  opened.push({ close })

  async function attempt<K extends OperationName>(operation: K, input: Input<K>): Promise<Result<Output<K>>> {
    return JSON.parse(await dispatch(operation, input, data)) as Result<Output<K>>
  }
  async function call<K extends OperationName>(operation: K, input: Input<K>): Promise<Output<K>> {
    const result = await attempt(operation, input)
    if (!result.ok)
      throw Object.assign(new Error(`${operation}: ${result.error.code} ${result.error.detail}`), result.error)
    return result.value
  }
  await call('profile.save', { role, unit: '江苏省慈善总会', person: name, deviceName: name, demo })
  if (!stranger) {
    for (const friend of friends) if (friend.keyring.key !== data.keyring.key) await befriend(data, friend)
    friends.add(data)
  }

  return {
    name,
    data,
    dir,
    announced,
    attempt,
    call,
    close,
    /** Saves a record; sets and values as an editor sends them. */
    save: async (entity: Entity, id: string, fields: Record<string, string | number | string[] | null>) => {
      const edits = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }]))
      return call('records.save', { entity, id, fields: edits })
    },
    get: async (entity: Entity, id: string) => (await call('records.get', { entity, id }))?.fields,
    digest: async () => (await call('digest.get', {})).digest,
    /** The failure of an operation, or `undefined` where it succeeds. */
    failure: async <K extends OperationName>(operation: K, input: Input<K>): Promise<Failure | undefined> => {
      const result = await attempt(operation, input)
      return result.ok ? undefined : result.error
    },
    /** The only peer of a role, made if there is none; with the key of nobody where it has none. */
    peer: async (role: Role, peerName: string = role): Promise<string> => {
      const known = (await call('peers.list', {})).find((peer) => peer.role === role)
      const peer = known ?? (await call('peers.save', { name: peerName, role }))
      if (!peer.sealable) await call('card.take', { text: cardOfNobody(peer.name, role) })
      return peer.id
    },
  }
}

function cardOfNobody(name: string, role: Role): string {
  const { device, key, sign } = createAuthor()
  return cardText({ device, name, person: '', unit: '', role, key, age }, sign)
}

/** Runs tasks at once, with connections of their own as in a worker; `cancel` is heard at their next step. */
export function inlineJobs(data: Context): Jobs & { onProgress: (step: string) => void } {
  const cancelled = new Set<string>()
  const jobs = {
    onProgress: (_step: string): void => undefined,
    holding: () => false,
    cancel: (job: string) => void cancelled.add(job),
    run: async <T>(task: string, input: unknown, job: string | undefined): Promise<T> => {
      const { dataDir, device, appVersion } = data
      const context: TaskContext = {
        dataDir,
        resourcesDir,
        device,
        appVersion,
        progress: (step) => jobs.onProgress(step),
        throwIfCancelled: () => {
          if (job && cancelled.has(job)) throw new Refusal('cancelled')
        },
        ask: async () => null,
        withDatabase: async (work) => {
          const { value, changed } = work()
          data.log.reset()
          commitDrafts(data, false)
          if (changed) data.announce('changed', changed)
          return value
        },
      }
      return (await (tasks[task as keyof typeof tasks] as Task)(context, input)) as T
    },
  }
  return jobs
}
type Task = (context: TaskContext, input: unknown) => Promise<unknown>

/** Exports for a peer into a folder of its own. */
export async function exportTo(from: Device, peer: string, scope: 'new' | 'all' = 'new', folder = temporaryFolder()) {
  mkdirSync(folder, { recursive: true })
  const answer = await from.call('packages.export', { peer, scope, folder })
  const [file] = answer.files
  if (!file) throw new Error('no file')
  return { ...answer, ...file }
}

/** Inspects and imports files; answers with the previews of both steps. */
export async function importFrom(to: Device, paths: string[], allowDeletes = false) {
  const previews = await to.call('packages.inspect', { paths })
  const staged = previews.flatMap((preview) => (preview.staged ? [preview.staged] : []))
  const imported: PackagePreview[] =
    staged.length > 0 ? await to.call('packages.import', { staged, allowDeletes, job: randomUUID() }) : []
  return { previews, imported }
}

/** How `from` calls `to`, if it has heard of it. */
export async function peerOf(from: Device, to: Device): Promise<string> {
  const peers = await from.call('peers.list', {})
  return peers.find(({ device }) => device?.startsWith(`${to.data.keyring.fingerprint}.`))?.id as string
}

/** What lies in a sealed package, as its recipient opens it. */
export async function openAs({ data }: Pick<Device, 'data'>, path: string): Promise<OpenPackage> {
  const { secrets } = await data.keyring.open()
  const plain = join(temporaryFolder(), 'plain.zip')
  await stage(path, plain, { identities: secrets.identities }, () => {})
  const pack = openPackage(plain)
  pack.close()
  return pack
}

/** One package from `from` to the first peer of `role`, imported by `to`. */
export async function hand(from: Device, to: Device, role: Role, scope: 'new' | 'all' = 'new') {
  const written = await exportTo(from, (await peerOf(from, to)) ?? (await from.peer(role, to.name)), scope)
  return { written, ...(await importFrom(to, [written.path])) }
}
