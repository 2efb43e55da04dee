import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSigningKey,
  fingerprintOf,
  fingerprintOfDevice,
  isSignedBy,
  signBytes,
  wordsOf,
} from '../../../../electron/data/keys/signing.ts'
import { isDevice } from '../../../../shared/sync/change.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** RFC 8032, section 7.1. */
const vectors = [
  {
    secret: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    secret: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
]

describe('S-13.1 signatures', () => {
  it.each(vectors)('are those of RFC 8032: $message', ({ secret, key, message, signature }) => {
    const pair = { key: hex(key).toString('base64url'), secret: hex(secret).toString('base64url') }
    const made = signBytes(pair, hex(message))
    expect(Buffer.from(made, 'base64url').toString('hex')).toBe(signature)
    expect(isSignedBy(pair.key, hex(message), made)).toBe(true)
  })

  it('hold for the very bytes and the very key, and nothing else', () => {
    const [own, foreign] = [createSigningKey(), createSigningKey()]
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, at) => {
        const signature = signBytes(own, bytes)
        expect(signature).toHaveLength(86)
        expect(isSignedBy(own.key, bytes, signature)).toBe(true)
        expect(isSignedBy(foreign.key, bytes, signature)).toBe(false)
        expect(isSignedBy(own.key, Uint8Array.from([...bytes, 0]), signature)).toBe(false)
        const other = Buffer.from(signature, 'base64url')
        const place = at % 64
        other[place] = (other[place] as number) ^ (1 << (at % 8))
        expect(isSignedBy(own.key, bytes, other.toString('base64url'))).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('that are none are false, never an error', () => {
    const { key } = createSigningKey()
    for (const signature of ['', 'x', '='.repeat(86), `${'A'.repeat(86)}\n`, 'A'.repeat(10_000)])
      expect(isSignedBy(key, Buffer.from('x'), signature)).toBe(false)
    for (const wrong of ['', 'A', 'A'.repeat(43), '!'.repeat(43), 'A'.repeat(5000)])
      expect(isSignedBy(wrong, Buffer.from('x'), 'A'.repeat(86))).toBe(false)
  })
})

describe('S-13.2 the names of a key', () => {
  const key = hex(vectors[0]?.key ?? '').toString('base64url')
  it('never change: what was read out years ago still fits', () => {
    expect(fingerprintOf(key)).toMatchInlineSnapshot(`"eh7ddx5bksrgcytl7bka"`)
    expect(wordsOf(key)).toMatchInlineSnapshot(`"规慰凯 告差布 避努宣"`)
  })
  it('are twenty base32 signs and three words of three', () => {
    for (let n = 0; n < 100; n++) {
      const made = createSigningKey().key
      expect(fingerprintOf(made)).toMatch(/^[a-z2-7]{20}$/)
      expect(isDevice(`${fingerprintOf(made)}.1`)).toBe(true)
      expect(wordsOf(made)).toMatch(/^\p{Script=Han}{3} \p{Script=Han}{3} \p{Script=Han}{3}$/u)
      expect(fingerprintOfDevice(`${fingerprintOf(made)}.12`)).toBe(fingerprintOf(made))
    }
  })
  it('tell the last and the first of their bits apart', () => {
    const names = new Set(Array.from({ length: 500 }, () => fingerprintOf(createSigningKey().key)))
    const words = new Set(Array.from({ length: 500 }, () => wordsOf(createSigningKey().key)))
    expect([names.size, words.size]).toEqual([500, 500])
  })
})
