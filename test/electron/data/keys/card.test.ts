import { describe, expect, it, test } from 'vitest'
import { type Card, cardText, parseCard } from '../../../../electron/data/keys/card.ts'
import { fingerprintOf } from '../../../../electron/data/keys/signing.ts'
import { Refusal } from '../../../../shared/result.ts'
import { age, createAuthor } from '../../../support/packages.ts'

const owner = createAuthor()
const foreign = createAuthor()
const said = {
  ...{ device: owner.device, name: '总会办公室', person: '王秘书', unit: '江苏省慈善总会' },
  ...{ role: 'headquarters' as const, key: owner.key, age },
}
const text = cardText(said, owner.sign)
const [line = '', signature = ''] = text.split('\n')
const resigned = (over: Partial<Record<keyof Card, unknown>>, by = owner) => {
  const changed = JSON.stringify({ ...JSON.parse(line), ...over })
  return `${changed}\n${by.sign(Buffer.from(changed))}`
}

describe('S-13.2 a card', () => {
  it('reads as it was made, also with the blanks a chat program puts around it', () => {
    expect(parseCard(text)).toMatchObject(said)
    expect(parseCard(` \r\n${text}\r\n\n`)).toMatchObject(said)
    expect(fingerprintOf(parseCard(text).key)).toBe(owner.device.slice(0, 20))
  })

  it('with the longest names fits a QR code', () => {
    const long = '长'.repeat(100)
    const card = cardText({ ...said, name: long, person: long, unit: long }, owner.sign)
    expect(parseCard(card).name).toBe(long)
    expect(Buffer.byteLength(card)).toBeLessThan(2300)
  })

  const wrong: [string, string][] = [
    ['nothing', ''],
    ['no signature', line],
    ['a flipped signature', `${line}\n${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
    ['signed by another', resigned({}, foreign)],
    ['another name under the old signature', text.replace('王秘书', '李秘书')],
    ['another sealing key under the old signature', text.replace(age, age.replace('zvky', 'zvkq'))],
    ['the key of another under this device', resigned({ key: foreign.key }, foreign)],
    ['this key under the device of another', resigned({ device: foreign.device })],
    ['a device that is none', resigned({ device: '../etc' })],
    ['a role nobody has', resigned({ role: 'province' })],
    ['a sealing key that is none', resigned({ age: 'age1abc' })],
    ['a later version', resigned({ version: 2 as never })],
    ['another format', resigned({ format: 'vcard' as never })],
    ['a name that is too long', resigned({ name: 'x'.repeat(101) })],
    ['not JSON', `{${line}\n${signature}`],
    ['an array', '[]\nx'],
    ['null', 'null\nx'],
    ['a book', 'x'.repeat(1_000_000)],
  ]
  test.each(wrong)('is refused: %s', (_what, card) => {
    expect(() => parseCard(card)).toThrow(expect.objectContaining({ code: 'card-damaged' }))
    expect(() => parseCard(card)).toThrow(Refusal)
  })
})
