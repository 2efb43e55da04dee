import type { Profile } from '../../../shared/views.ts'
import { loadDemo } from '../builtin/demo-load.ts'
import type { Context } from '../context.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { putSetting } from '../db/settings.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'
import { type StoredProfile, saveOwnDevice, storedProfile } from '../keys/own-device.ts'

export function getProfile(db: ReadableDb, context: Context): Profile {
  const empty: StoredProfile = { role: 'laptop', unit: '', person: '', deviceName: '', demo: false }
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
  input: Omit<StoredProfile, 'demo'> & { demo?: boolean | undefined },
  context: Context,
): void {
  const before = getProfile(db, context)
  const demo = before.demo || input.demo === true
  // The data first: a computer that says it holds the demonstration holds it.
  if (demo && !before.demo) loadDemo(context)
  const { role, unit, person, deviceName } = input
  const profile: StoredProfile = { role, unit, person, deviceName, demo }
  context.log.atomically(() => {
    putSetting(db, 'profile', JSON.stringify(profile))
    saveOwnDevice(db, context.device, profile)
  })
}
