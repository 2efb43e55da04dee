import { randomBytes } from 'node:crypto'
import type { Profile } from '../../../shared/views.ts'
import { loadDemo } from '../builtin/demo-load.ts'
import type { Context } from '../context.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'

type Stored = Pick<Profile, 'role' | 'unit' | 'person' | 'deviceName' | 'demo'>

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** This computer's id: a random stand-in for a key's fingerprint, with incarnation 1 (sync rule 1). Made once a data folder. */
export function ensureDevice(db: WritableDb): string {
  const known = getSetting(db, 'device')
  if (known) return known
  const fingerprint = Array.from(randomBytes(20), (byte) => alphabet[byte % 32]).join('')
  const device = `${fingerprint}.1`
  putSetting(db, 'device', device)
  return device
}

export function getProfile(db: ReadableDb, context: Context): Profile {
  const stored = getSetting(db, 'profile')
  const empty: Stored = { role: 'laptop', unit: '', person: '', deviceName: '', demo: false }
  const profile = stored ? (JSON.parse(stored) as Stored) : empty
  return { ready: stored !== undefined, ...empty, ...profile, device: context.device, dataDir: context.dataDir }
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
  context.log.atomically(() => {
    putSetting(db, 'profile', JSON.stringify({ role, unit, person, deviceName, demo } satisfies Stored))
    db.prepare(
      `INSERT INTO devices (id, name, person, unit, role) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, person = excluded.person, unit = excluded.unit, role = excluded.role`,
    ).run(context.device, deviceName, person, unit, role)
  })
}
