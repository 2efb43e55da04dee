import { createHash } from 'node:crypto'
import { fingerprintOf, signBytes } from '../keys/signing.ts'

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
