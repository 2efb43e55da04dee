/** A short secret under a passphrase: scrypt (RFC 7914) outside the event loop, then a box. */
import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '../../../shared/result.ts'
import { boxOverhead, openBox, sealBox } from './secret-box.ts'

/** About half a second and 128 MiB a try. */
const cost: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const saltSize = 16
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const keyOf = (passphrase: string, salt: Buffer) => derive(passphrase.normalize('NFKC'), salt, 32, cost)

/** @returns salt and box in base64 */
export async function sealWithPassphrase(secret: string, passphrase: string): Promise<string> {
  const salt = randomBytes(saltSize)
  return Buffer.concat([salt, sealBox(await keyOf(passphrase, salt), secret)]).toString('base64')
}

/** @throws Refusal `keys-passphrase`, `keys-damaged` */
export async function openWithPassphrase(text: string, passphrase: string): Promise<string> {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < saltSize + boxOverhead) throw new Refusal('keys-damaged', {}, 'shorter than its seal')
  const secret = openBox(await keyOf(passphrase, bytes.subarray(0, saltSize)), bytes.subarray(saltSize))
  if (secret === null) throw new Refusal('keys-passphrase')
  return secret
}
