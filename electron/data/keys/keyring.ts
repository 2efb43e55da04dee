/**
 * This computer's keys. The public halves lie open in the data folder; the secret ones sealed by the operating system, or by a
 * passphrase, or, where the system has no key store and nobody has set a passphrase, readable by their owner alone.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { Refusal } from '../../../shared/result.ts'
import type { Succession } from '../../../shared/sync/manifest.ts'
import type { KeysState } from '../../../shared/views.ts'
import { replaceFile } from '../db/replace-file.ts'
import type { Signer } from '../sync/bundles.ts'
import { openWithPassphrase, sealWithPassphrase } from './passphrase.ts'
import {
  createSigningKey,
  fingerprintOf,
  fingerprintOfDevice,
  type PublicKey,
  publicKeyOf,
  type SecretKey,
  signBytes,
} from './signing.ts'
import { createSuccession } from './succession.ts'

/** Handovers a manifest names at most. */
const longestSuccession = 20

/** What opens and signs. Never leaves the data process and its workers but sealed. */
export type Secrets = {
  signing: SecretKey
  /** `AGE-SECRET-KEY-1…`, the current one first; older ones still open what was sealed for them. */
  identities: string[]
  /** Signing keys used before, newest first: they still sign what was written under their names. */
  former?: { key: PublicKey; signing: SecretKey }[]
}
export type OpenKeys = { key: PublicKey; recipient: string; successions: Succession[]; secrets: Secrets }

/** The operating system's sealing, in the main process. `null`: it is not there (now); `''`: sealed by another computer or user. */
export type SystemSeal = {
  seal(secret: string): Promise<string | null>
  unseal(sealed: string): Promise<string | null>
}

type KeyFile = {
  version: 1
  key: PublicKey
  recipient: string
  sealedBy: KeysState['sealedBy']
  sealed: string
  successions?: Succession[]
}

export type Keyring = {
  key: PublicKey
  /** `age1…` */
  recipient: string
  fingerprint: string
  state(): KeysState
  /** @throws Refusal `keys-locked`: a passphrase must be given first; `keys-foreign`: sealed by another computer */
  open(): Promise<OpenKeys>
  /** @throws Refusal `keys-passphrase`: not this one */
  unlock(passphrase: string): Promise<void>
  /** Seals with a passphrase from now on. @throws Refusal `keys-locked` */
  setPassphrase(passphrase: string): Promise<void>
  /**
   * New keys from the next start on, handed over to by the present ones, which still open and sign what was theirs.
   * @param passphrase the one they are sealed with, if any
   * @throws Refusal `keys-locked`, `keys-passphrase`
   */
  rotate(passphrase?: string): Promise<void>
}

/**
 * Makes keys in a folder that has none.
 * @param isForeign the folder was last used on another computer, which may still be in use: this one gets keys of its own. What was
 * sealed for the former ones stays readable where they can be opened here.
 * @throws Refusal `keys-damaged`
 */
export async function openKeyring(path: string, system: SystemSeal, isForeign = false): Promise<Keyring> {
  const former = existsSync(path) ? readKeyFile(path) : undefined
  let file = former
  if (!file || isForeign) {
    const opened = former?.sealedBy === 'none' ? parseSecrets(former.sealed, former.key).identities : []
    if (file) renameSync(path, formerPath(path, file.key))
    file = await createKeyFile(path, system, opened)
  }
  return keyringOf(path, file, system)
}

function keyringOf(path: string, first: KeyFile, system: SystemSeal): Keyring {
  let file = first
  let secrets: Secrets | null = file.sealedBy === 'none' ? parseSecrets(file.sealed, file.key) : null

  async function open(): Promise<OpenKeys> {
    if (!secrets) {
      if (file.sealedBy === 'passphrase') throw new Refusal('keys-locked')
      const text = await system.unseal(file.sealed)
      // the next start makes new keys; the old ones stay beside them
      if (text === '') renameSync(path, formerPath(path, file.key))
      if (!text) throw new Refusal('keys-foreign')
      secrets = parseSecrets(text, file.key)
    }
    const { key, recipient, successions = [] } = file
    return { key, recipient, successions, secrets }
  }

  return {
    key: file.key,
    recipient: file.recipient,
    fingerprint: fingerprintOf(file.key),
    state: () => ({ sealedBy: file.sealedBy, locked: file.sealedBy === 'passphrase' && secrets === null }),
    open,
    async unlock(passphrase) {
      if (file.sealedBy !== 'passphrase') return
      secrets = parseSecrets(await openWithPassphrase(file.sealed, passphrase), file.key)
    },
    async setPassphrase(passphrase) {
      const { secrets } = await open()
      const sealed = await sealWithPassphrase(JSON.stringify(secrets), passphrase)
      file = { ...file, sealedBy: 'passphrase', sealed }
      replaceFile(path, JSON.stringify(file))
    },
    async rotate(passphrase = '') {
      const keys = await open()
      if (file.sealedBy === 'passphrase') await openWithPassphrase(file.sealed, passphrase)
      const fresh = await freshKeys()
      const next: Secrets = {
        signing: fresh.secrets.signing,
        identities: [...fresh.secrets.identities, ...keys.secrets.identities],
        former: [{ key: keys.key, signing: keys.secrets.signing }, ...(keys.secrets.former ?? [])],
      }
      const text = JSON.stringify(next)
      const sealed =
        file.sealedBy === 'system'
          ? await system.seal(text)
          : file.sealedBy === 'passphrase'
            ? await sealWithPassphrase(text, passphrase)
            : text
      if (sealed === null) throw new Refusal('keys-foreign')
      const succession = createSuccession(keys.key, fresh.key, (bytes) => signWith(keys, bytes))
      const successions = [succession, ...keys.successions].slice(0, longestSuccession)
      const { key, recipient } = fresh
      // the keys in use stay until the program has started again under the new name
      replaceFile(path, JSON.stringify({ ...file, key, recipient, sealed, successions } satisfies KeyFile))
    },
  }
}

const formerPath = (path: string, key: PublicKey) => path.replace(/\.json$/, `-${fingerprintOf(key)}.json`)

async function freshKeys(): Promise<{ key: PublicKey; recipient: string; secrets: Secrets }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption')
  const { key, secret } = createSigningKey()
  const identity = await generateX25519Identity()
  return { key, recipient: await identityToRecipient(identity), secrets: { signing: secret, identities: [identity] } }
}

async function createKeyFile(path: string, system: SystemSeal, former: string[]): Promise<KeyFile> {
  const { key, recipient, secrets: fresh } = await freshKeys()
  const secrets: Secrets = { ...fresh, identities: [...fresh.identities, ...former] }
  const sealed = await system.seal(JSON.stringify(secrets))
  const file: KeyFile =
    sealed === null
      ? { version: 1, key, recipient, sealedBy: 'none', sealed: JSON.stringify(secrets) }
      : { version: 1, key, recipient, sealedBy: 'system', sealed }
  replaceFile(path, JSON.stringify(file))
  return file
}

const sealings = new Set<KeysState['sealedBy']>(['system', 'passphrase', 'none'])

function readKeyFile(path: string): KeyFile {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as KeyFile
    const isWhole = file.version === 1 && typeof file.key === 'string' && typeof file.recipient === 'string'
    if (isWhole && typeof file.sealed === 'string' && sealings.has(file.sealedBy)) return file
  } catch {
    // said below
  }
  throw new Refusal('keys-damaged')
}

/** A public key that is not theirs would name this computer after nobody. */
function parseSecrets(text: string, key: PublicKey): Secrets {
  try {
    const secrets = JSON.parse(text) as Secrets
    if (publicKeyOf(secrets.signing) === key && Array.isArray(secrets.identities)) return secrets
  } catch {
    // said below
  }
  throw new Refusal('keys-damaged')
}

/** Signs with this computer's key; 64 bytes in base64url. */
export const signWith = ({ key, secrets }: OpenKeys, bytes: Uint8Array): string =>
  signBytes({ key, secret: secrets.signing }, bytes)

/** Signs what a device wrote: with its own key where this computer has or had it, else with the present one. */
export function signerFor(keys: OpenKeys, device: string): Signer {
  const former = keys.secrets.former?.find(({ key }) => fingerprintOf(key) === fingerprintOfDevice(device))
  const { key, signing } = former ?? { key: keys.key, signing: keys.secrets.signing }
  return { key, sign: (bytes) => signBytes({ key, secret: signing }, bytes) }
}
