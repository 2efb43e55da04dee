/** Ed25519 over exact bytes (RFC 8032), and the names a public key goes by. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/simplified-chinese.js'

/** A public key: 32 bytes in base64url. */
export type PublicKey = string
/** A private key: the 32 bytes of its seed in base64url. */
export type SecretKey = string

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const fingerprintLength = 20
const wordCount = 9

export function createSigningKey(): { key: PublicKey; secret: SecretKey } {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return { key: x as string, secret: d as string }
}

/** The public half; `undefined` where it is no secret key. */
export function publicKeyOf(secret: SecretKey): PublicKey | undefined {
  const seed = Buffer.from(secret, 'base64url')
  if (seed.length !== 32) return undefined
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' }).x
}

/** @returns 64 bytes in base64url */
export function signBytes({ key, secret }: { key: PublicKey; secret: SecretKey }, bytes: Uint8Array): string {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key, d: secret }
  return sign(null, bytes, createPrivateKey({ key: jwk, format: 'jwk' })).toString('base64url')
}

/** False also where key or signature are not well formed. */
export function isSignedBy(key: PublicKey, bytes: Uint8Array, signature: string): boolean {
  if (!/^[A-Za-z0-9_-]{86}$/.test(signature)) return false
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })
    return verify(null, bytes, publicKey, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** First 100 bits of the key's SHA-256, in base32: the part of a device id before its incarnation. */
export function fingerprintOf(key: PublicKey): string {
  let name = ''
  let value = 0
  let bits = 0
  for (const byte of digestOf(key)) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5 && name.length < fingerprintLength) {
      bits -= 5
      name += alphabet[(value >> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return name
}

/** The same bits to be read out on the telephone: nine characters of the 2,048 of BIP 39's Chinese list, in threes. */
export function wordsOf(key: PublicKey): string {
  const digest = digestOf(key)
  let bits = 0n
  for (const byte of digest.subarray(0, 13)) bits = (bits << 8n) | BigInt(byte)
  const words = Array.from(
    { length: wordCount },
    (_, n) => wordlist[Number((bits >> BigInt(104 - 11 * (n + 1))) & 2047n)],
  )
  return [0, 3, 6].map((at) => words.slice(at, at + 3).join('')).join(' ')
}

const digestOf = (key: PublicKey) => createHash('sha256').update(Buffer.from(key, 'base64url')).digest()

/** `fingerprint.incarnation` without the incarnation. */
export const fingerprintOfDevice = (device: string): string => device.slice(0, device.lastIndexOf('.'))
