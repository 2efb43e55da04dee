import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open.ts'
import { replaceFile } from '../db/replace-file.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import { type Card, cardText, parseCard } from '../keys/card.ts'
import { signWith } from '../keys/keyring.ts'
import { ownIdentity } from '../keys/own-device.ts'
import { fingerprintOf, wordsOf } from '../keys/signing.ts'
import { cardFileName } from '../sync/package-name.ts'
import { linkPeer, withNumbers } from '../sync/peers.ts'
import { decideTrust, deviceItem, listDevices, notePending, trustOf } from '../sync/trust.ts'

/** Bytes of a card's file at most. */
const longestFile = 10_000

const identityOf = ({ key, name, person, unit, role }: Card) => ({
  ...{ fingerprint: fingerprintOf(key), words: wordsOf(key) },
  ...{ name, person, unit, role },
})

async function ownCard(context: Context): Promise<string> {
  const keys = await context.keyring.open()
  const { name, person, unit, role } = ownIdentity(context.reader, context.keyring)
  const card = {
    device: context.device,
    name,
    person,
    unit,
    role: role ?? 'laptop',
    key: keys.key,
    age: keys.recipient,
  }
  return cardText(card, (bytes) => signWith(keys, bytes))
}

/** @throws Refusal `card-damaged`, `card-own` */
function foreignCard(context: Context, text: string): Card {
  const card = parseCard(text)
  if (fingerprintOf(card.key) === context.keyring.fingerprint) throw new Refusal('card-own')
  return card
}

function readCardFile(path: string): string {
  try {
    if (statSync(path).size > longestFile) throw new Error('too long')
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Refusal('card-damaged', {}, String((error as Error).message))
  }
}

export const deviceReads = {
  'devices.list': (db) => listDevices(db),
  'card.read': (db, { path, text }, context) => {
    const content = path === undefined ? (text ?? '') : readCardFile(path)
    const card = foreignCard(context, content)
    return { text: content, identity: identityOf(card), state: trustOf(db, fingerprintOf(card.key))?.state ?? null }
  },
} satisfies Partial<ReadHandlers>

export const deviceWrites = {
  'devices.decide': (db, { fingerprint, state }, context) => {
    const isKnown = transaction(db, () => decideTrust(db, fingerprint, state, context.now()))
    const row = trustOf(db, fingerprint)
    if (!isKnown || !row) throw new Refusal('not-found')
    context.announce('changed', { entities: ['devices', 'packages'] })
    context.courier.decided()
    return deviceItem(db, row)
  },
  'card.take': (db, { text }, context) => {
    const card = foreignCard(context, text)
    const now = context.now()
    const peer = transaction(db, () => {
      notePending(db, card, now)
      decideTrust(db, fingerprintOf(card.key), 'approved', now)
      return linkPeer(db, card, now)
    })
    context.announce('changed', { entities: ['devices', 'packages'] })
    context.courier.decided()
    return withNumbers(db, peer)
  },
} satisfies Partial<WriteHandlers>

export const deviceWork = {
  'card.get': async (_input, context) => ({
    text: await ownCard(context),
    identity: ownIdentity(context.reader, context.keyring),
  }),
  'card.export': async ({ folder }, context) => {
    const path = join(folder, cardFileName(ownIdentity(context.reader, context.keyring).name))
    replaceFile(path, await ownCard(context))
    return { path }
  },
} satisfies Partial<WorkHandlers>
