/** Which computers are believed (sync rule 13): by key, whatever their incarnation. */
import { Refusal } from '../../../shared/result.ts'
import type { Author, BundleHeader, Manifest } from '../../../shared/sync/manifest.ts'
import type { DeviceItem, TrustState } from '../../../shared/views.ts'
import { demoKey } from '../builtin/demo-author.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { fingerprintOf, fingerprintOfDevice, type PublicKey, wordsOf } from '../keys/signing.ts'
import { predecessorsOf } from '../keys/succession.ts'

export type TrustRow = { fingerprint: string; key: PublicKey; age: string | null; state: TrustState; since: number }

const columns = 'SELECT fingerprint, key, age, state, since FROM trust'

export const trustOf = (db: ReadableDb, fingerprint: string): TrustRow | undefined =>
  db.prepare(`${columns} WHERE fingerprint = ?`).get(fingerprint) as TrustRow | undefined

/** Approved, or this computer itself. */
export function isTrusted(db: ReadableDb, own: string, key: PublicKey): boolean {
  const fingerprint = fingerprintOf(key)
  return fingerprint === fingerprintOfDevice(own) || trustOf(db, fingerprint)?.state === 'approved'
}

/** As its card or its first package said when a person decided; no later package changes it. */
export const roleOf = (db: ReadableDb, device: string): DeviceItem['role'] =>
  (db
    .prepare("SELECT role FROM devices WHERE id LIKE ? || '.%' AND role IS NOT NULL ORDER BY n DESC LIMIT 1")
    .pluck()
    .get(fingerprintOfDevice(device)) as DeviceItem['role'] | undefined) ?? null

/** Notes a computer that was never heard of, for a person to decide; belongs to the caller's transaction. */
export function notePending(
  db: WritableDb,
  { device, key, age, ...who }: Omit<Author, 'key'> & { key: PublicKey },
  now: number,
): void {
  const fingerprint = fingerprintOf(key)
  db.prepare(
    `INSERT INTO trust (fingerprint, key, age, state, since) VALUES (?, ?, ?, 'pending', ?)
     ON CONFLICT (fingerprint) DO UPDATE SET age = coalesce(excluded.age, age)`,
  ).run(fingerprint, key, age, now)
  db.prepare(
    `INSERT INTO devices (id, name, person, unit, role) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
       name = coalesce(nullif(excluded.name, ''), name), person = coalesce(nullif(excluded.person, ''), person),
       unit = coalesce(nullif(excluded.unit, ''), unit), role = coalesce(excluded.role, role)`,
  ).run(device, who.name, who.person, who.unit, who.role)
}

/** Belongs to the caller's transaction. @returns false where the computer is not known */
export function decideTrust(db: WritableDb, fingerprint: string, state: TrustState, now: number): boolean {
  return (
    db.prepare('UPDATE trust SET state = ?, since = ? WHERE fingerprint = ?').run(state, now, fingerprint).changes > 0
  )
}

/** Packages for a device can be sealed with this; `null`: nobody told its key. */
export const recipientOf = (db: ReadableDb, device: string | null): string | null =>
  device === null ? null : (trustOf(db, fingerprintOfDevice(device))?.age ?? null)

export function listDevices(db: ReadableDb): DeviceItem[] {
  const rows = db
    .prepare(
      `${columns} ORDER BY CASE state WHEN 'pending' THEN 0 WHEN 'approved' THEN 1 ELSE 2 END, since DESC, fingerprint`,
    )
    .all() as TrustRow[]
  return rows.map((row) => deviceItem(db, row))
}

export function deviceItem(db: ReadableDb, { fingerprint, key, age, state, since }: TrustRow): DeviceItem {
  const newest = db
    .prepare("SELECT name, person, unit FROM devices WHERE id LIKE ? || '.%' ORDER BY n DESC LIMIT 1")
    .get(fingerprint) as Record<'name' | 'person' | 'unit', string | null> | undefined
  return {
    fingerprint,
    words: wordsOf(key),
    name: newest?.name ?? '',
    person: newest?.person ?? '',
    unit: newest?.unit ?? '',
    role: roleOf(db, `${fingerprint}.1`),
    state,
    since,
    sealable: age !== null,
  }
}

/** The sender's key, or the one before it that is believed here and handed over to it; a revoked key hands nothing over. */
function believedKey(db: ReadableDb, own: string, { sender, successions = [] }: Manifest): PublicKey | undefined {
  const known = trustOf(db, fingerprintOf(sender.key))
  if (known) return isTrusted(db, own, sender.key) ? sender.key : undefined
  return [sender.key, ...predecessorsOf(sender.key, successions)].find((key) => isTrusted(db, own, key))
}

/** Where a believed key handed over to the sender's: that one is believed from now on. Belongs to the caller's transaction. */
export function takeSuccession(db: WritableDb, own: string, manifest: Manifest, now: number): void {
  const { sender } = manifest
  const before = believedKey(db, own, manifest)
  if (!before || before === sender.key || fingerprintOf(before) === fingerprintOfDevice(own)) return
  notePending(db, { ...sender, role: roleOf(db, `${fingerprintOf(before)}.1`) }, now)
  decideTrust(db, fingerprintOf(sender.key), 'approved', now)
  db.prepare("UPDATE peers SET device = ? WHERE device LIKE ? || '.%'").run(sender.device, fingerprintOf(before))
}

export type Vouched = { name: string; by: string; changes: number }
/** Why a package waits: the computer a person must decide about. */
export type Asked = { code: 'sender-pending' | 'sender-revoked'; author: Author & { key: PublicKey } }

/**
 * Judges a verified package by who signed it (sync rule 13). The sender must be approved. What it hands on must be signed by computers
 * that are approved here, or the sender is a headquarters, which has judged its own. A bundle that its author did not sign itself,
 * since it cannot any more, is `vouched` for by who did.
 * @throws Refusal `package-forged` for what the key of the demonstration may not sign
 */
export function judgeTrust(
  db: ReadableDb,
  own: string,
  manifest: Manifest,
  fresh: readonly BundleHeader[],
): { asked: Asked | null; vouched: Vouched[] } {
  const { sender, authors } = manifest
  const ask = (author: Author & { key: PublicKey }): Asked => {
    const isRevoked = trustOf(db, fingerprintOf(author.key))?.state === 'revoked'
    return { code: isRevoked ? 'sender-revoked' : 'sender-pending', author }
  }
  // its secret half is public: it signs the demonstration, and no package
  if (sender.key === demoKey.key) throw new Refusal('package-forged', {}, 'sent with the key of the demonstration')
  const believed = believedKey(db, own, manifest)
  if (!believed) return { asked: ask(sender), vouched: [] }
  const isHeadquarters = roleOf(db, `${fingerprintOf(believed)}.1`) === 'headquarters'
  const vouched = new Map<string, Vouched>()
  for (const { device, key, count } of fresh) {
    const author = authors.find((one) => one.device === device)
    const isOwn = fingerprintOf(key) === fingerprintOfDevice(device)
    const isDemo = key === demoKey.key
    if (isDemo && !isOwn) throw new Refusal('package-forged', {}, `${device} signed with the key of the demonstration`)
    const isFine = isDemo || key === sender.key || isHeadquarters || isTrusted(db, own, key)
    if (!isFine) {
      const signer = isOwn ? author : authors.find((one) => one.key === key)
      const unnamed = { device: `${fingerprintOf(key)}.1`, name: '', person: '', unit: '' }
      // whom it hands on it may name; what seals for that one, and what it is, only that one says
      return { asked: ask({ ...(signer ?? unnamed), key, role: null, age: null }), vouched: [] }
    }
    if (isOwn) continue
    const by = authors.find((one) => one.key === key)?.name ?? sender.name
    const before = vouched.get(`${device} ${key}`)
    vouched.set(`${device} ${key}`, { name: author?.name ?? '', by, changes: (before?.changes ?? 0) + count })
  }
  return { asked: null, vouched: [...vouched.values()] }
}
