import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { openKeyring, type SystemSeal, signWith } from '../../../../electron/data/keys/keyring.ts'
import { createSigningKey, fingerprintOf, isSignedBy } from '../../../../electron/data/keys/signing.ts'
import { Refusal } from '../../../../shared/result.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shanyan-keys-'))
  path = join(folder, 'keys.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A key store of one computer: opens only what it sealed itself. */
function keyStore(): SystemSeal {
  const sealed = new Map<string, string>()
  return {
    seal: async (secret) => {
      const name = `sealed-${sealed.size}`
      sealed.set(name, secret)
      return name
    },
    unseal: async (name) => sealed.get(name) ?? null,
  }
}
const none: SystemSeal = { seal: async () => null, unseal: async () => null }
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const passphrase = '慈善工作站-2026'

describe('S-13.1 keys', () => {
  it('are made once, and are the same at every start', async () => {
    const system = keyStore()
    const made = await openKeyring(path, system)
    const again = await openKeyring(path, system)
    expect(await again.open()).toEqual(await made.open())
    expect(again.fingerprint).toBe(fingerprintOf(made.key))
    const { secrets, recipient } = await made.open()
    expect(await identityToRecipient(secrets.identities[0] as string)).toBe(recipient)
    const bytes = Buffer.from('善研')
    expect(isSignedBy(made.key, bytes, signWith(await again.open(), bytes))).toBe(true)
    expect(readdirSync(folder)).toEqual(['keys.json'])
  })

  it('sealed by the system: the file holds nothing secret, another computer cannot open it', async () => {
    const keyring = await openKeyring(path, keyStore())
    expect(keyring.state()).toEqual({ sealedBy: 'system', locked: false })
    const { secrets } = await keyring.open()
    const text = readFileSync(path, 'utf8')
    for (const secret of [secrets.signing, ...secrets.identities]) expect(text).not.toContain(secret)
    expect(text).not.toContain('AGE-SECRET-KEY')
    const moved = await openKeyring(path, keyStore())
    expect(moved.key).toBe(keyring.key)
    expect(await codeOf(moved.open())).toBe('keys-foreign')
    expect(await codeOf((await openKeyring(path, none)).open())).toBe('keys-foreign')
  })

  it('without a key store they are readable by their owner alone, until a passphrase seals them', async () => {
    const keyring = await openKeyring(path, none)
    expect(keyring.state()).toEqual({ sealedBy: 'none', locked: false })
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    const { secrets } = await keyring.open()
    await keyring.setPassphrase(passphrase)
    expect(keyring.state()).toEqual({ sealedBy: 'passphrase', locked: false })
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    const text = readFileSync(path, 'utf8')
    for (const secret of [secrets.signing, ...secrets.identities, passphrase]) expect(text).not.toContain(secret)
    expect(readdirSync(folder)).toEqual(['keys.json'])
  })

  it('under a passphrase are locked at a start, stay so after a guess, and open with it', async () => {
    const first = await openKeyring(path, none)
    await first.setPassphrase(passphrase)
    const keyring = await openKeyring(path, none)
    expect(keyring.state()).toEqual({ sealedBy: 'passphrase', locked: true })
    expect(await codeOf(keyring.open())).toBe('keys-locked')
    expect(await codeOf(keyring.setPassphrase('an attacker’s'))).toBe('keys-locked')
    for (const guess of ['', '慈善工作站-2025', `${passphrase} `])
      expect(await codeOf(keyring.unlock(guess))).toBe('keys-passphrase')
    expect(keyring.state().locked).toBe(true)
    // full-width signs, as an input method may leave them, are the same
    await keyring.unlock('慈善工作站－２０２６')
    expect(await keyring.open()).toEqual(await first.open())
    await keyring.setPassphrase('another passphrase')
    const next = await openKeyring(path, none)
    expect(await codeOf(next.unlock(passphrase))).toBe('keys-passphrase')
    await next.unlock('another passphrase')
    expect(await next.open()).toEqual(await first.open())
  })

  test.each([
    ['nothing in it', () => ''],
    ['half of it', (text: string) => text.slice(0, text.length / 2)],
    ['zeros', (text: string) => '\0'.repeat(text.length)],
    ['another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['no public key', (text: string) => text.replace('"key"', '"kez"')],
    ['another public key', (text: string) => JSON.stringify({ ...JSON.parse(text), key: createSigningKey().key })],
    ['secrets that are none', (text: string) => JSON.stringify({ ...JSON.parse(text), sealed: '{}' })],
    ['a sealing nobody knows', (text: string) => JSON.stringify({ ...JSON.parse(text), sealedBy: 'cloud' })],
  ])('a damaged file is refused and left as it is: %s', async (_what, damage) => {
    await openKeyring(path, none)
    const damaged = damage(readFileSync(path, 'utf8'))
    writeFileSync(path, damaged)
    expect(await codeOf(openKeyring(path, none).then((keyring) => keyring.open()))).toBe('keys-damaged')
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  it('a passphrase file with a flipped bit does not open', async () => {
    await (await openKeyring(path, none)).setPassphrase(passphrase)
    const file = JSON.parse(readFileSync(path, 'utf8'))
    const bytes = Buffer.from(file.sealed, 'base64')
    for (const at of [0, 20, 40, bytes.length - 1]) {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] as number) ^ 1
      writeFileSync(path, JSON.stringify({ ...file, sealed: copy.toString('base64') }))
      expect(await codeOf((await openKeyring(path, none)).unlock(passphrase))).toBe('keys-passphrase')
    }
    writeFileSync(path, JSON.stringify({ ...file, sealed: '' }))
    expect(await codeOf((await openKeyring(path, none)).unlock(passphrase))).toBe('keys-damaged')
  })

  it('are not made anew where the file is there and cannot be read', async () => {
    writeFileSync(path, 'x')
    expect(await codeOf(openKeyring(path, keyStore()))).toBe('keys-damaged')
    expect(existsSync(path)).toBe(true)
  })
})
