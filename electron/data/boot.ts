import { join } from 'node:path'
import type { Events } from '../../shared/contract.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { ensureBuiltIns } from './builtin/built-ins.ts'
import type { Context } from './context.ts'
import { createCourier } from './courier/courier.ts'
import { openDrafts } from './db/drafts.ts'
import { dataFiles, makeFolders } from './db/folder.ts'
import { migrate } from './db/migrate.ts'
import { openReadable, openWritable, transaction, type WritableDb } from './db/open.ts'
import { takeOwnership } from './db/owner-lock.ts'
import { checkPlace } from './db/place.ts'
import { getSetting, putSetting } from './db/settings.ts'
import { getProfile, saveProfile } from './features/profile.ts'
import { createJobs } from './jobs.ts'
import { type Keyring, openKeyring, type SystemSeal } from './keys/keyring.ts'
import { ensureDevice } from './keys/own-device.ts'
import { keepWitness, witnessPath } from './keys/witness.ts'
import { createSearchDesk } from './search/desk.ts'
import { createChangeLog } from './sync/changes.ts'
import { commitDrafts } from './sync/commit-drafts.ts'
import { rebuildAfterUpgrade } from './sync/rebuild.ts'

export type BootOptions = {
  dataDir: string
  resourcesDir: string
  appVersion: string
  /** A throw-away profile: begins as headquarters with the demonstration data. */
  demo: boolean
  /** The bundled worker script. */
  worker: string
  announce: <E extends keyof Events>(event: E, payload: Events[E]) => void
  now?: () => number
  /** Left out: this computer has no key store. */
  systemSeal?: SystemSeal
  /** Prints papers and draws pictures; left out: there is no window for it. */
  print?: (what: 'print' | 'draw', request: string) => Promise<string | null>
  /** What tells this computer from others. */
  machine?: string | null
  /** A folder that does not travel with the data. */
  stateDir?: string
  restart?: () => void
}

const noSystemSeal: SystemSeal = { seal: async () => null, unseal: async () => null }

/** Keys of this computer's own, also where the data were last used on another one, which may still be in use. */
async function settleKeys(db: WritableDb, path: string, options: BootOptions): Promise<Keyring> {
  const { machine = null, systemSeal = noSystemSeal } = options
  const known = getSetting(db, 'machine')
  const isForeign = known !== undefined && machine !== null && machine !== known
  const keyring = await openKeyring(path, systemSeal, isForeign)
  if (machine !== null && machine !== known) transaction(db, () => putSetting(db, 'machine', machine))
  return keyring
}

/**
 * Opens the data folder, in this order: its place, its owner, the database, the draft store, what was left unfinished.
 * @throws Refusal `database-*`, `disk-*`; nothing has been changed then
 */
export async function openData(options: BootOptions): Promise<Context & { close(): Promise<void> }> {
  const { dataDir, resourcesDir, appVersion, announce, now = Date.now } = options
  checkPlace(dataDir)
  const files = dataFiles(dataDir)
  const owner = takeOwnership(files.owner)
  makeFolders(dataDir)
  const db = openWritable(files.database)
  migrate(db)
  transaction(db, () => ensureBuiltIns(db, resourcesDir))
  rebuildAfterUpgrade(db, (fresh) => ensureBuiltIns(fresh, resourcesDir))
  const keyring = await settleKeys(db, files.keys, options)
  const witness = options.stateDir ? witnessPath(options.stateDir, keyring.fingerprint) : undefined
  const device = ensureDevice(db, keyring.fingerprint, witness)
  const keeping = witness ? keepWitness(db, device, witness) : undefined
  const drafts = openDrafts(files.drafts)
  const log = createChangeLog(db, device, now)
  const reader = openReadable(files.database)
  const jobs = createJobs({
    script: options.worker,
    base: { dataDir, resourcesDir, device, appVersion },
    announce,
    ask: async (what, text) => (await options.print?.(what, text)) ?? null,
    onRelease: () => {
      log.reset()
      commitDrafts(context, false)
      context.search.nudge()
    },
  })
  const base: Omit<Context, 'courier'> = {
    dataDir,
    resourcesDir,
    appVersion,
    device,
    keyring,
    db,
    reader,
    log,
    drafts,
    now,
    announce,
    jobs,
    search: createSearchDesk(dataDir, announce, () => context.jobs),
    restart: options.restart ?? (() => {}),
    recovered: [],
  }
  // the same object: what is exchanged in it later is seen by both
  const context: Context = Object.assign(base, { courier: createCourier(base) })
  if (options.demo && !getProfile(db, context).ready) {
    saveProfile(
      db,
      { role: 'headquarters', unit: '', person: '', deviceName: text.domain.roles.headquarters, demo: true },
      context,
    )
  }
  context.recovered = commitDrafts(context, true)
  return Object.assign(context, {
    async close() {
      context.courier.close()
      await jobs.close()
      await context.search.close()
      commitDrafts(context, true)
      keeping?.close()
      reader.close()
      drafts.close()
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
      owner.release()
    },
  })
}

/** The worker script lies beside the data process's own. */
export const workerScript = (folder: string) => join(folder, 'worker.cjs')
