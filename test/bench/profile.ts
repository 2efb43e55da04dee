/** Data folders made and filled without a window, by the product's own code. */
import { join } from 'node:path'
import { ensureBuiltIns } from '../../electron/data/builtin/built-ins.ts'
import { dataFiles, makeFolders } from '../../electron/data/db/folder.ts'
import { migrate } from '../../electron/data/db/migrate.ts'
import { openWritable, transaction, type WritableDb } from '../../electron/data/db/open.ts'
import { putSetting } from '../../electron/data/db/settings.ts'
import { type OpenKeys, openKeyring } from '../../electron/data/keys/keyring.ts'
import { ensureDevice } from '../../electron/data/keys/own-device.ts'
import { fingerprintOf, publicKeyOf, signBytes } from '../../electron/data/keys/signing.ts'
import { bundleContent, sha256Of, signBundle } from '../../electron/data/sync/bundles.ts'
import { type ChangeLog, createChangeLog, hashOf } from '../../electron/data/sync/changes.ts'
import { receiveBundle } from '../../electron/data/sync/import.ts'
import { decideTrust, notePending } from '../../electron/data/sync/trust.ts'
import type { TaskContext } from '../../electron/data/tasks.ts'
import { root } from '../../electron/launch/exec.mjs'
import { type FieldWrite, limits, lineOf, type Ref, refOf } from '../../shared/sync/change.ts'
import { age } from '../support/packages.ts'

export const resourcesDir = join(root, 'resources')

/** Whose packages every profile of the bench takes in; the same in every run, for what is cached. */
const secret = sha256Of(Buffer.from('a colleague of the bench'))
const signing = Buffer.from(secret, 'hex').toString('base64url')
const key = publicKeyOf(signing) as string
export const colleague = {
  key,
  device: `${fingerprintOf(key)}.1`,
  sign: (bytes: Uint8Array) => signBytes({ key, secret: signing }, bytes),
}

export type Profile = {
  dataDir: string
  db: WritableDb
  device: string
  keys: OpenKeys
  log: ChangeLog
  close(): void
}

/** Opens a data folder; a new one becomes ready to use. */
export async function openProfile(dataDir: string, fresh?: { role: 'laptop' | 'headquarters' }): Promise<Profile> {
  makeFolders(dataDir)
  const keyring = await openKeyring(dataFiles(dataDir).keys, { seal: async () => null, unseal: async () => null })
  const db = openWritable(dataFiles(dataDir).database)
  migrate(db)
  transaction(db, () => ensureBuiltIns(db, resourcesDir))
  if (fresh) {
    const profile = { role: fresh.role, unit: '省慈善总会', person: '某某', deviceName: '一号机', demo: false }
    putSetting(db, 'profile', JSON.stringify(profile))
    const who = { device: colleague.device, name: '一号机', person: '', unit: '', role: 'laptop' as const, key, age }
    notePending(db, who, 0)
    decideTrust(db, fingerprintOf(key), 'approved', 0)
  }
  const device = ensureDevice(db, keyring.fingerprint)
  const log = createChangeLog(db, device, Date.now)
  return {
    dataDir,
    db,
    device,
    keys: await keyring.open(),
    log,
    close() {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

/** Writes changes as another computer does, and hands them in by the bundle, signed by the colleague. */
export function createAuthor({ db, log }: Profile, device: string, stream: string, size: number = limits.bundle) {
  let first = 1
  let lines: string[] = []
  function cut(): void {
    if (lines.length === 0) return
    const last = first + lines.length - 1
    const { signature } = signBundle({ device, stream, first, last }, lines, colleague)
    const header = { device, stream, first, last, count: lines.length, format: 1 as const, key: colleague.key }
    const content = bundleContent({ device, stream, first, last }, lines, { signer: colleague.key, signature })
    receiveBundle(db, log, sha256Of(content), { header, lines, signature }, () => {})
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
  ask: async () => null,
  withDatabase: async (work) => work().value,
})
