import { Refusal } from '../../../shared/result.ts'
import type { Identity, KeysState } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open.ts'
import type { ReadHandlers, WorkHandlers } from '../handlers.ts'
import { wordsOf } from '../keys/signing.ts'
import { decideTrust, notePending } from '../sync/trust.ts'
import { getProfile } from './profile.ts'

/** Characters of this computer's passphrase at least. */
const shortest = 8

/** Who this computer is, as others see it. */
export function ownIdentity(context: Context): Identity {
  const { deviceName, person, unit, role } = getProfile(context.reader, context)
  const { fingerprint, key } = context.keyring
  return { fingerprint, words: wordsOf(key), name: deviceName, person, unit, role }
}

export const keyReads = {
  'keys.get': (_db, _input, context): KeysState & Identity => ({ ...context.keyring.state(), ...ownIdentity(context) }),
} satisfies Partial<ReadHandlers>

export const keyWork = {
  'keys.unlock': async ({ passphrase }, context) => {
    await context.keyring.unlock(passphrase)
    context.announce('changed', { entities: ['devices'] })
    return context.keyring.state()
  },
  'keys.setPassphrase': async ({ passphrase }, context) => {
    if ([...passphrase].length < shortest) throw new Refusal('bad-input', {}, 'passphrase too short')
    await context.keyring.setPassphrase(passphrase)
    context.announce('changed', { entities: ['devices'] })
    return context.keyring.state()
  },
  'keys.rotate': async ({ passphrase }, context) => {
    const { key, recipient } = context.keyring
    await context.keyring.rotate(passphrase)
    const who = ownIdentity(context)
    transaction(context.db, () => {
      // what was signed with it comes back from others
      notePending(context.db, { ...who, device: context.device, key, age: recipient }, context.now())
      decideTrust(context.db, context.keyring.fingerprint, 'approved', context.now())
    })
    setImmediate(context.restart)
    return null
  },
} satisfies Partial<WorkHandlers>
