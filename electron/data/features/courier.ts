import { statSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { Refusal } from '../../../shared/result.ts'
import type { InboxItem } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import { enqueueOpen, listOutbox, listTargets } from '../courier/targets.ts'
import { dataFiles } from '../db/folder.ts'
import { type ReadableDb, transaction } from '../db/open.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import { sealLocal } from '../keys/local-secret.ts'
import { markDrive } from '../transport/drive.ts'

function listInbox(db: ReadableDb, { dataDir }: Context): InboxItem[] {
  const rows = db
    .prepare(
      `SELECT a.file, a.name, a.size, a.at, t.name AS target FROM arrivals a JOIN targets t ON t.id = a.target
       WHERE a.state = 'waiting' AND a.file IS NOT NULL ORDER BY a.at`,
    )
    .all() as (Omit<InboxItem, 'path'> & { file: string })[]
  return rows.flatMap(({ file, ...row }) => {
    const path = join(dataFiles(dataDir).inbox, file)
    return statSync(path, { throwIfNoEntry: false }) ? [{ ...row, path }] : []
  })
}

export const courierReads = {
  'targets.list': (db) => listTargets(db),
  'outbox.list': (db) => listOutbox(db),
  'inbox.list': (db, _input, context) => listInbox(db, context),
} satisfies Partial<ReadHandlers>

export const courierWrites = {
  'targets.enable': (db, { id, enabled }, context) => {
    db.prepare('UPDATE targets SET enabled = ?, tries = 0, nextTry = 0, failure = NULL WHERE id = ?').run(
      enabled ? 1 : 0,
      id,
    )
    context.announce('changed', { entities: ['courier'] })
    return null
  },
  'targets.remove': (db, { id }, context) => {
    db.prepare('DELETE FROM targets WHERE id = ?').run(id)
    context.announce('changed', { entities: ['courier'] })
    return null
  },
  /** A file that a person dealt with, one way or the other. */
  'inbox.dismiss': (db, { path }, context) => {
    db.prepare(
      "UPDATE arrivals SET state = 'imported', file = NULL WHERE state = 'waiting' AND ? LIKE '%' || file",
    ).run(path)
    context.announce('changed', { entities: ['courier'] })
    return null
  },
} satisfies Partial<WriteHandlers>

export const courierWork = {
  /** Adds or changes a target; a drive is marked. Tried at once. */
  'targets.save': async ({ id = v7(), name, place, password }, context) => {
    const config =
      place.kind === 'drive' ? { kind: 'drive', marker: await markDrive(place.path, id), path: place.path } : place
    const secret = password === undefined ? null : sealLocal(await context.keyring.open(), password)
    const known = context.reader.prepare('SELECT 1 FROM targets WHERE id = ?').get(id) !== undefined
    if (!name.trim()) throw new Refusal('bad-input', {}, 'target name')
    transaction(context.db, () => {
      context.db
        .prepare(
          `INSERT INTO targets (id, name, kind, config, secret, enabled, created) VALUES (?, ?, ?, ?, ?, 1, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, config = excluded.config,
             secret = coalesce(excluded.secret, secret), tries = 0, nextTry = 0, failure = NULL`,
        )
        .run(id, name.trim(), place.kind, JSON.stringify(config), secret, context.now())
      if (!known) enqueueOpen(context.db, id, dataFiles(context.dataDir).outbox)
    })
    context.announce('changed', { entities: ['courier'] })
    return { id }
  },
  'courier.run': async ({ job }, context) => {
    await context.courier.run(true, job)
    return null
  },
} satisfies Partial<WorkHandlers>
