import { createHash } from 'node:crypto'
import { type Change, deletedField } from '../../../shared/sync/change.ts'
import { fingerprintOf, fingerprintOfDevice, signBytes } from '../keys/signing.ts'

/**
 * The author of the demonstration data. Its key is no secret: everybody who loads the demonstration signs the same bundles with it,
 * so two computers that both load it hold the same, and one that did not receives them like any others.
 */
export const demoKey = {
  key: 'TMozrpLPxyUe_rmCU6G-eSCs7fHgDVuqukuyxodcfC4',
  sign: (bytes: Uint8Array): string =>
    signBytes(
      { key: demoKey.key, secret: createHash('sha256').update('shanyan demonstration author').digest('base64url') },
      bytes,
    ),
}
export const demoDevice = `${fingerprintOf(demoKey.key)}.1`

/** 2023-12-05 17:13 +08:00, when the source text was published, as a time of the hybrid clock. */
export const demoTime = Date.UTC(2023, 11, 5, 9, 13) * 2048
/** Changes of the demonstration at most: their times follow each other. */
const mostChanges = 20_000

export const isDemoAuthor = (device: string): boolean => fingerprintOfDevice(device) === fingerprintOfDevice(demoDevice)

/**
 * True for what the demonstration could have written: values of built-in records, at its own time, without parents. Such
 * a write supersedes nothing, deletes nothing, and loses to every later clock.
 */
export function isDemoChange(device: string, { id, hlc, fields }: Change): boolean {
  const isBuiltIn = id[14] === '5'
  const isThen = hlc > demoTime && hlc <= demoTime + mostChanges
  const isFirst = Object.entries(fields).every(([name, [, parents]]) => name !== deletedField && parents.length === 0)
  return device === demoDevice && isBuiltIn && isThen && isFirst
}
