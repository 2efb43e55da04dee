/** Small secrets of this computer, such as an account's password, under a key that only its own secret keys give. */
import { hkdfSync } from 'node:crypto'
import { Refusal } from '../../../shared/result.ts'
import type { OpenKeys } from './keyring.ts'
import { openBox, sealBox } from './secret-box.ts'
import type { SecretKey } from './signing.ts'

const keyOf = (signing: SecretKey) =>
  Buffer.from(hkdfSync('sha256', Buffer.from(signing, 'base64url'), '', 'shanyan local secret', 32))

/** @returns a box in base64 */
export const sealLocal = ({ secrets }: OpenKeys, secret: string): string =>
  sealBox(keyOf(secrets.signing), secret).toString('base64')

/** @throws Refusal `place-account`: sealed with keys that were never this computer's, so it must be given again */
export function openLocal({ secrets }: OpenKeys, sealed: string): string {
  const box = Buffer.from(sealed, 'base64')
  // what was sealed before new keys were taken still opens
  for (const { signing } of [secrets, ...(secrets.former ?? [])]) {
    const secret = openBox(keyOf(signing), box)
    if (secret !== null) return secret
  }
  throw new Refusal('place-account', {}, 'sealed with other keys')
}
