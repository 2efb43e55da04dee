import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessBits, proposePassphrase, strengthOf } from '../../../shared/keys/passphrase.ts'

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)

describe('a proposed passphrase', () => {
  it('is four groups of four signs nobody mistakes, and strong', () => {
    for (let n = 0; n < 500; n++) {
      const made = proposePassphrase(random)
      expect(made).toMatch(/^[b-df-hjkmnp-tv-y2-9]{4}(-[b-df-hjkmnp-tv-y2-9]{4}){3}$/)
      expect(strengthOf(made)).toBe('strong')
    }
  })
  it('uses every sign equally often', () => {
    const counts = new Map<string, number>()
    const every = Uint8Array.from({ length: 256 }, (_, n) => n)
    let at = 0
    const inTurn = (bytes: Uint8Array<ArrayBuffer>) => bytes.map(() => every[at++ % 256] as number)
    for (let n = 0; n < 243; n++)
      for (const sign of proposePassphrase(inTurn).replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    expect(counts.size).toBe(27)
    expect(Math.max(...counts.values()) / Math.min(...counts.values())).toBeLessThan(1.15)
  })
})

describe('strength', () => {
  it.each(['', '1234567', '短口令'])('%s is too short', (text) => expect(strengthOf(text)).toBe('short'))
  it.each([
    '12345678',
    '88888888',
    'aaaaaaaaaaaaaaaa',
    'abcdefghijkl',
    'password123',
    'woaini1314',
    '20231110',
    '19851231abc',
    'cishanzonghui',
    'jiangsu2023',
    'abc123abc123',
  ])('%s is weak', (text) => expect(strengthOf(text)).toBe('weak'))
  it.each(['两只黄鹂鸣翠柳，一行', 'k7m3wq9tx2'])('%s is fair', (text) => expect(strengthOf(text)).toBe('fair'))
  it.each(['两只黄鹂在东关街喝豆浆三大碗', 'Tz7#mq2!Vx9pR', 'hjk4-92vb-mmx7-q8dn'])('%s is strong', (text) =>
    expect(strengthOf(text)).toBe('strong'),
  )
  it('never falls by adding a sign at the end, but for what becomes a known word or date', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        expect(guessBits(text)).toBeGreaterThanOrEqual(0)
        expect(guessBits(`${text}\u4e2d`)).toBeGreaterThanOrEqual(guessBits(text))
      }),
    )
  })
  it('counts what is typed in full width like its plain signs', () => {
    expect(guessBits('ｐａｓｓｗｏｒｄ１２３')).toBe(guessBits('password123'))
  })
})
