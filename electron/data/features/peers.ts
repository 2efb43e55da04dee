import { v7 } from 'uuid'
import { Refusal } from '../../../shared/result.ts'
import { transaction } from '../db/open.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'
import { findPeer, listPeers, savePeer, withNumbers } from '../sync/peers.ts'

const ownRole = (db: Parameters<typeof listPeers>[0], device: string): string | null | undefined =>
  db.prepare('SELECT role FROM devices WHERE id = ?').pluck().get(device) as string | null | undefined

export const peerReads = {
  'peers.list': (db, _input, context) => listPeers(db, ownRole(db, context.device) === 'laptop'),
} satisfies Partial<ReadHandlers>

export const peerWrites = {
  'peers.save': (db, { id, name, role }, context) => {
    const known = id === undefined ? undefined : findPeer(db, id)
    if (id !== undefined && !known) throw new Refusal('not-found')
    const trimmed = name.trim()
    if (!trimmed) throw new Refusal('bad-input', {}, 'peer name')
    const peer = { id: known?.id ?? v7(), name: trimmed, role, device: known?.device ?? null }
    savePeer(db, peer, context.now())
    context.announce('changed', { entities: ['packages'] })
    return withNumbers(db, peer)
  },
  'peers.chooseStreams': (db, { id, streams }, context) => {
    const peer = findPeer(db, id)
    if (!peer) throw new Refusal('not-found')
    transaction(db, () => {
      savePeer(db, peer, context.now())
      db.prepare('UPDATE peers SET streams = ? WHERE id = ?').run(streams && JSON.stringify(streams), id)
    })
    context.announce('changed', { entities: ['packages'] })
    return withNumbers(db, peer)
  },
} satisfies Partial<WriteHandlers>
