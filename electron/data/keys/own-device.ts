/** Under which id and as whom this computer writes. */
import type { Identity, Profile } from '../../../shared/views.ts'
import { type ReadableDb, transaction, type WritableDb } from '../db/open.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import type { Keyring } from './keyring.ts'
import { fingerprintOfDevice, wordsOf } from './signing.ts'
import { settleIncarnation } from './witness.ts'

/** As a person filled it in. */
export type StoredProfile = Pick<Profile, 'role' | 'unit' | 'person' | 'deviceName' | 'demo'>

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

export function storedProfile(db: ReadableDb): StoredProfile | undefined {
  const stored = getSetting(db, 'profile')
  return stored ? (JSON.parse(stored) as StoredProfile) : undefined
}

/** As others see it. */
export function saveOwnDevice(db: WritableDb, device: string, { deviceName, person, unit, role }: StoredProfile): void {
  db.prepare(
    `INSERT INTO devices (id, name, person, unit, role) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, person = excluded.person, unit = excluded.unit, role = excluded.role`,
  ).run(device, deviceName, person, unit, role)
}

/** Who this computer is, as others see it. */
export function ownIdentity(db: ReadableDb, { fingerprint, key }: Pick<Keyring, 'fingerprint' | 'key'>): Identity {
  const { deviceName = '', person = '', unit = '', role = 'laptop' } = storedProfile(db) ?? {}
  return { fingerprint, words: wordsOf(key), name: deviceName, person, unit, role }
}
