import type { Events } from '../../shared/contract.ts'
import type { Draft } from '../../shared/views.ts'
import type { Courier } from './courier/courier.ts'
import type { DraftStore } from './db/drafts.ts'
import type { ReadableDb, WritableDb } from './db/open.ts'
import type { Keyring } from './keys/keyring.ts'
import type { SearchDesk } from './search/desk.ts'
import type { ChangeLog } from './sync/changes.ts'

/** What the data process holds for its lifetime; handed to every handler instead of globals. */
export type Context = {
  dataDir: string
  resourcesDir: string
  appVersion: string
  /** This computer's device id with its incarnation (sync rule 1). */
  device: string
  keyring: Keyring
  /** The one writing connection of this thread. */
  db: WritableDb
  /** A second connection that can only read. */
  reader: ReadableDb
  log: ChangeLog
  drafts: DraftStore
  /** Milliseconds since 1970; a parameter so that tests can set a wrong clock. */
  now: () => number
  announce: <E extends keyof Events>(event: E, payload: Events[E]) => void
  jobs: Jobs
  courier: Courier
  search: SearchDesk
  /** What the start found unfinished in the draft store; shown once. */
  recovered: Draft[]
  /** Ends the data process, which begins anew. */
  restart: () => void
}

/** Work in a worker thread with its own connection. */
export type Jobs = {
  /** Runs one of the tasks of `tasks.ts`; `job` names it for progress and cancel. Rejects with a `Refusal`. */
  run<T>(task: string, input: unknown, job: string | undefined): Promise<T>
  cancel(job: string): void
  /** True while an import holds the database between its `BEGIN` and `COMMIT`: saves wait in the draft store. */
  holding(): boolean
}
