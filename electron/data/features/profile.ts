import type { Profile } from '../../../shared/views.ts'
import { loadDemo } from '../builtin/demo-load.ts'
import type { Context } from '../context.ts'
import { type ReadableDb, transaction, type WritableDb } from '../db/open.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'
import { fingerprintOfDevice } from '../keys/signing.ts'
import { settleIncarnation } from '../keys/witness.ts'

type Stored = Pick<Profile, 'role' | 'unit' | 'person' | 'deviceName' | 'demo'>

/**
 * This computer's id: its key's fingerprint with an incarnation (sync rule 1); another key begins another id, an older copy put back
 * another incarnation. `witness`: path of the note about what was written.
 */
export function ensureDevice(db: WritableDb, fingerprint: string, witness?: string): string {
  const known = getSetting(db, 'device')
  const device = known && fingerprintOfDevice(known) === fingerprint ? known : `${fingerprint}.1`
  const settled = witness ? `${fingerprint}.${settleIncarnation(db, device, witness)}` : device
  if (settled !== known) {
    const profile = storedProfile(db)
    transaction(db, () => {
      putSetting(db, 'device', settled)
      if (profile) saveOwnDevice(db, settled, profile)
    })
  }
  return settled
}

function storedProfile(db: ReadableDb): Stored | undefined {
  const stored = getSetting(db, 'profile')
  return stored ? (JSON.parse(stored) as Stored) : undefined
}

function saveOwnDevice(db: WritableDb, device: string, { deviceName, person, unit, role }: Stored): void {
  db.prepare(
    `INSERT INTO devices (id, name, person, unit, role) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, person = excluded.person, unit = excluded.unit, role = excluded.role`,
  ).run(device, deviceName, person, unit, role)
}

export function getProfile(db: ReadableDb, context: Context): Profile {
  const empty: Stored = { role: 'laptop', unit: '', person: '', deviceName: '', demo: false }
  const profile = storedProfile(db)
  return { ready: profile !== undefined, ...empty, ...profile, device: context.device, dataDir: context.dataDir }
}

export const profileReads = {
  'profile.get': (db, _input, context) => getProfile(db, context),
} satisfies Partial<ReadHandlers>

export const profileWrites = {
  'profile.save': (db, input, context) => {
    saveProfile(db, input, context)
    context.announce('changed', { entities: ['profile'] })
    return getProfile(db, context)
  },
} satisfies Partial<WriteHandlers>

export function saveProfile(
  db: WritableDb,
  input: Omit<Stored, 'demo'> & { demo?: boolean | undefined },
  context: Context,
): void {
  const before = getProfile(db, context)
  const demo = before.demo || input.demo === true
  // The data first: a computer that says it holds the demonstration holds it.
  if (demo && !before.demo) loadDemo(context)
  const { role, unit, person, deviceName } = input
  const profile: Stored = { role, unit, person, deviceName, demo }
  context.log.atomically(() => {
    putSetting(db, 'profile', JSON.stringify(profile))
    saveOwnDevice(db, context.device, profile)
  })
}
