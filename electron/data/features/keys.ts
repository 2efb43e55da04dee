import { shortestPassphrase } from '../../../shared/keys/passphrase.ts'
import { Refusal } from '../../../shared/result.ts'
import type { Identity, KeysState } from '../../../shared/views.ts'
import { transaction } from '../db/open.ts'
import type { ReadHandlers, WorkHandlers } from '../handlers.ts'
import { ownIdentity } from '../keys/own-device.ts'
import { decideTrust, notePending } from '../sync/trust.ts'

export const keyReads = {
  'keys.get': (_db, _input, context): KeysState & Identity => ({
    ...context.keyring.state(),
    ...ownIdentity(context.reader, context.keyring),
  }),
} satisfies Partial<ReadHandlers>

export const keyWork = {
  'keys.unlock': async ({ passphrase }, context) => {
    await context.keyring.unlock(passphrase)
    context.announce('changed', { entities: ['devices'] })
    return context.keyring.state()
  },
  'keys.setPassphrase': async ({ passphrase }, context) => {
    if ([...passphrase].length < shortestPassphrase) throw new Refusal('bad-input', {}, 'passphrase too short')
    await context.keyring.setPassphrase(passphrase)
    context.announce('changed', { entities: ['devices'] })
    return context.keyring.state()
  },
  'keys.rotate': async ({ passphrase }, context) => {
    const { key, recipient } = context.keyring
    await context.keyring.rotate(passphrase)
    const who = ownIdentity(context.reader, context.keyring)
    transaction(context.db, () => {
      // what was signed with it comes back from others
      notePending(context.db, { ...who, device: context.device, key, age: recipient }, context.now())
      decideTrust(context.db, context.keyring.fingerprint, 'approved', context.now())
    })
    setImmediate(context.restart)
    return null
  },
} satisfies Partial<WorkHandlers>
