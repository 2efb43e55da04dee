import { join } from 'node:path'
import type { Events } from '../../shared/contract.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { ensureBuiltIns } from './builtin/built-ins.ts'
import type { Context } from './context.ts'
import { openDrafts } from './db/drafts.ts'
import { dataFiles, makeFolders } from './db/folder.ts'
import { migrate } from './db/migrate.ts'
import { openReadable, openWritable, transaction } from './db/open.ts'
import { takeOwnership } from './db/owner-lock.ts'
import { checkPlace } from './db/place.ts'
import { recoverDrafts } from './features/drafts.ts'
import { ensureDevice, getProfile, saveProfile } from './features/profile.ts'
import { createJobs } from './jobs.ts'
import { openKeyring, type SystemSeal } from './keys/keyring.ts'
import { createChangeLog } from './sync/changes.ts'
import { commitDrafts } from './sync/commit-drafts.ts'

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
}

const noSystemSeal: SystemSeal = { seal: async () => null, unseal: async () => null }

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
  const keyring = await openKeyring(files.keys, options.systemSeal ?? noSystemSeal)
  const device = ensureDevice(db, keyring.fingerprint)
  const drafts = openDrafts(files.drafts)
  const log = createChangeLog(db, device, now)
  const reader = openReadable(files.database)
  const jobs = createJobs({
    script: options.worker,
    base: { dataDir, resourcesDir, device, appVersion },
    announce,
    onRelease: () => {
      log.reset()
      commitDrafts(context, false)
    },
  })
  const context: Context = {
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
  }
  if (options.demo && !getProfile(db, context).ready) {
    saveProfile(
      db,
      { role: 'headquarters', unit: '', person: '', deviceName: text.domain.roles.headquarters, demo: true },
      context,
    )
  }
  recoverDrafts(context)
  return {
    ...context,
    async close() {
      await jobs.close()
      commitDrafts(context, true)
      reader.close()
      drafts.close()
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
      owner.release()
    },
  }
}

/** The worker script lies beside the data process's own. */
export const workerScript = (folder: string) => join(folder, 'worker.cjs')
