/** Data folders made and filled without a window, by the product's own code. */
import { join } from 'node:path'
import { ensureBuiltIns } from '../../electron/data/builtin/built-ins.ts'
import { dataFiles, makeFolders } from '../../electron/data/db/folder.ts'
import { migrate } from '../../electron/data/db/migrate.ts'
import { openWritable, transaction, type WritableDb } from '../../electron/data/db/open.ts'
import { getSetting, putSetting } from '../../electron/data/db/settings.ts'
import { sha256Of } from '../../electron/data/sync/bundles.ts'
import { type ChangeLog, createChangeLog, hashOf } from '../../electron/data/sync/changes.ts'
import { receiveBundle } from '../../electron/data/sync/import.ts'
import type { TaskContext } from '../../electron/data/tasks.ts'
import { root } from '../../electron/launch/exec.mjs'
import { type FieldWrite, limits, lineOf, type Ref, refOf } from '../../shared/sync/change.ts'
import { bundleHeader } from '../../shared/sync/manifest.ts'

export const resourcesDir = join(root, 'resources')

export type Profile = { dataDir: string; db: WritableDb; device: string; log: ChangeLog; close(): void }

/** Opens a data folder; a new one becomes ready to use. */
export function openProfile(dataDir: string, fresh?: { device: string; role: 'laptop' | 'headquarters' }): Profile {
  makeFolders(dataDir)
  const db = openWritable(dataFiles(dataDir).database)
  migrate(db)
  transaction(db, () => ensureBuiltIns(db, resourcesDir))
  if (fresh) {
    const profile = { role: fresh.role, unit: '省慈善总会', person: '某某', deviceName: '一号机', demo: false }
    putSetting(db, 'device', fresh.device)
    putSetting(db, 'profile', JSON.stringify(profile))
    const { deviceName, person, unit, role } = profile
    const insert = 'INSERT OR IGNORE INTO devices (id, name, person, unit, role) VALUES (?, ?, ?, ?, ?)'
    db.prepare(insert).run(fresh.device, deviceName, person, unit, role)
  }
  const device = getSetting(db, 'device') ?? ''
  const log = createChangeLog(db, device, Date.now)
  return {
    dataDir,
    db,
    device,
    log,
    close() {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

/** Writes changes as another computer does, and hands them in by the bundle. */
export function createAuthor({ db, log }: Profile, device: string, stream: string, size: number = limits.bundle) {
  let first = 1
  let lines: string[] = []
  function cut(): void {
    if (lines.length === 0) return
    const last = first + lines.length - 1
    const header = { device, stream, first, last, count: lines.length, format: 0 as const }
    const content = Buffer.from(`${bundleHeader(device, stream, first, last)}\n${lines.join('\n')}\n`)
    receiveBundle(db, log, sha256Of(content), { header, lines }, () => {})
    first = last + 1
    lines = []
  }
  return {
    write(hlc: number, entity: string, id: string, fields: Record<string, FieldWrite>): Ref {
      const seq = first + lines.length
      const line = lineOf({ seq, hlc, entity, id, fields })
      lines.push(line)
      const ref = refOf(device, seq, hashOf(line))
      if (lines.length === size) cut()
      return ref
    },
    cut,
  }
}

/** What a task gets from its worker thread; here it runs in this one. */
export const taskContext = ({ dataDir, device }: Pick<Profile, 'dataDir' | 'device'>): TaskContext => ({
  dataDir,
  resourcesDir,
  device,
  appVersion: 'bench',
  progress() {},
  throwIfCancelled() {},
  withDatabase: async (work) => work().value,
})
