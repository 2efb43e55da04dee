/** A short secret under a passphrase: scrypt (RFC 7914) outside the event loop, then ChaCha20-Poly1305. */
import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '../../../shared/result.ts'

const cipher = 'chacha20-poly1305'
/** About half a second and 128 MiB a try. */
const cost: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const tag = { authTagLength: 16 }

/** @returns salt, nonce, content and tag in base64 */
export async function sealWithPassphrase(secret: string, passphrase: string): Promise<string> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const seal = createCipheriv(cipher, await derive(passphrase.normalize('NFKC'), salt, 32, cost), nonce, tag)
  const sealed = Buffer.concat([seal.update(secret, 'utf8'), seal.final()])
  return Buffer.concat([salt, nonce, sealed, seal.getAuthTag()]).toString('base64')
}

/** @throws Refusal `keys-passphrase`, `keys-damaged` */
export async function openWithPassphrase(text: string, passphrase: string): Promise<string> {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 16 + 12 + 16) throw new Refusal('keys-damaged', {}, 'shorter than its seal')
  const key = await derive(passphrase.normalize('NFKC'), bytes.subarray(0, 16), 32, cost)
  const open = createDecipheriv(cipher, key, bytes.subarray(16, 28), tag)
  try {
    open.setAuthTag(bytes.subarray(-16))
    return open.update(bytes.subarray(28, -16), undefined, 'utf8') + open.final('utf8')
  } catch {
    throw new Refusal('keys-passphrase')
  }
}
