/** Small secrets of this computer, such as an account's password, under a key that only its own secret keys give. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Refusal } from '../../../shared/result.ts'
import type { OpenKeys } from './keyring.ts'
import type { SecretKey } from './signing.ts'

const cipher = 'chacha20-poly1305'
const tag = { authTagLength: 16 }
const keyOf = (signing: SecretKey) =>
  Buffer.from(hkdfSync('sha256', Buffer.from(signing, 'base64url'), '', 'shanyan local secret', 32))

/** @returns nonce, content and tag in base64 */
export function sealLocal({ secrets }: OpenKeys, secret: string): string {
  const nonce = randomBytes(12)
  const seal = createCipheriv(cipher, keyOf(secrets.signing), nonce, tag)
  const sealed = Buffer.concat([seal.update(secret, 'utf8'), seal.final()])
  return Buffer.concat([nonce, sealed, seal.getAuthTag()]).toString('base64')
}

/** @throws Refusal `place-account`: sealed with keys that were never this computer's, so it must be given again */
export function openLocal({ secrets }: OpenKeys, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  // what was sealed before new keys were taken still opens
  for (const { signing } of [secrets, ...(secrets.former ?? [])]) {
    try {
      const open = createDecipheriv(cipher, keyOf(signing), bytes.subarray(0, 12), tag)
      open.setAuthTag(bytes.subarray(-16))
      return open.update(bytes.subarray(12, -16), undefined, 'utf8') + open.final('utf8')
    } catch {
      // another key
    }
  }
  throw new Refusal('place-account', {}, 'sealed with other keys')
}
