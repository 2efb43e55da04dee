/** A short secret under a key of 32 bytes: ChaCha20-Poly1305 (RFC 8439) with a random nonce. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipher = 'chacha20-poly1305'
const sizes = { nonce: 12, tag: 16 } as const
const options = { authTagLength: sizes.tag }

/** Bytes that a secret grows by. */
export const boxOverhead = sizes.nonce + sizes.tag

/** @returns nonce, content and tag */
export function sealBox(key: Uint8Array, secret: string): Buffer {
  const nonce = randomBytes(sizes.nonce)
  const seal = createCipheriv(cipher, key, nonce, options)
  return Buffer.concat([nonce, seal.update(secret, 'utf8'), seal.final(), seal.getAuthTag()])
}

/** The secret, or `null`: not whole, or sealed with another key. */
export function openBox(key: Uint8Array, box: Uint8Array): string | null {
  if (box.length < boxOverhead) return null
  try {
    const open = createDecipheriv(cipher, key, box.subarray(0, sizes.nonce), options)
    open.setAuthTag(box.subarray(-sizes.tag))
    return open.update(box.subarray(sizes.nonce, -sizes.tag), undefined, 'utf8') + open.final('utf8')
  } catch {
    return null
  }
}
