import { rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { v7 } from 'uuid'
import type { Input } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/result.ts'
import type { InboxItem } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import { withoutPassword } from '../courier/proxies.ts'
import { enqueueOpen, listOutbox, listTargets } from '../courier/targets.ts'
import { dataFiles } from '../db/folder.ts'
import { type ReadableDb, transaction } from '../db/open.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import { sealLocal } from '../keys/local-secret.ts'
import { databaseFree } from '../sync/waiting.ts'
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
  'targets.list': (db, _input, context) => listTargets(db, context.courier.busy()),
  'outbox.list': (db, _input, { dataDir }) => listOutbox(db, dataFiles(dataDir).outbox),
  'inbox.list': (db, _input, context) => listInbox(db, context),
} satisfies Partial<ReadHandlers>

export const courierWrites = {
  'targets.enable': (db, { id, enabled }, context) => {
    db.prepare('UPDATE targets SET enabled = ?, tries = 0, nextTry = 0, failure = NULL WHERE id = ?').run(
      enabled ? 1 : 0,
      id,
    )
    if (enabled) {
      // what was packed meanwhile
      enqueueOpen(db, id, dataFiles(context.dataDir).outbox)
      context.courier.nudge()
    }
    context.announce('changed', { entities: ['courier'] })
    return null
  },
  'targets.remove': (db, { id }, context) => {
    db.prepare('DELETE FROM targets WHERE id = ?').run(id)
    context.announce('changed', { entities: ['courier'] })
    return null
  },
  /** A file that a person dealt with, one way or the other; what is none of the inbox is left alone. */
  'inbox.dismiss': (db, { path }, context) => {
    if (!listInbox(db, context).some((item) => item.path === path)) return null
    const { inbox } = dataFiles(context.dataDir)
    const file = path.slice(inbox.length + 1)
    db.prepare("UPDATE arrivals SET state = 'imported', file = NULL WHERE file = ?").run(file)
    rmSync(dirname(path), { recursive: true, force: true })
    context.announce('changed', { entities: ['courier'] })
    return null
  },
} satisfies Partial<WriteHandlers>

type Known = { config: string; proxySecret: string | null }
type Saved = { kind: string; path?: string; proxy?: string }

/** What is kept of a place, and its proxy's password. A drive that is only renamed need not be here; a proxy that is left out stays. */
async function settle(id: string, place: Input<'targets.save'>['place'], known: Known | undefined, context: Context) {
  const before = known && (JSON.parse(known.config) as Saved)
  if (place.kind === 'drive') {
    const isSame = before?.kind === 'drive' && before.path === place.path
    return { config: isSame ? before : { ...place, marker: await markDrive(place.path, id) }, proxySecret: null }
  }
  if (place.kind === 'folder') return { config: place, proxySecret: null }
  const { proxy: said, ...rest } = place
  if (said === undefined) {
    const config = before?.proxy ? { ...rest, proxy: before.proxy } : rest
    return { config, proxySecret: known?.proxySecret ?? null }
  }
  const { proxy, password } = withoutPassword(said)
  return {
    config: proxy ? { ...rest, proxy } : rest,
    proxySecret: password ? sealLocal(await context.keyring.open(), password) : null,
  }
}

export const courierWork = {
  /** Adds or changes a target; a drive is marked. `courier.run` tries it. */
  'targets.save': async ({ id = v7(), name, place, password }, context) => {
    if (!name.trim()) throw new Refusal('bad-input', {}, 'target name')
    const known = context.reader.prepare('SELECT config, proxySecret FROM targets WHERE id = ?').get(id) as
      | Known
      | undefined
    const { config, proxySecret } = await settle(id, place, known, context)
    const secret = password === undefined ? null : sealLocal(await context.keyring.open(), password)
    await databaseFree(context)
    transaction(context.db, () => {
      context.db
        .prepare(
          `INSERT INTO targets (id, name, kind, config, secret, proxySecret, enabled, created) VALUES (?, ?, ?, ?, ?, ?, 1, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, config = excluded.config,
             secret = coalesce(excluded.secret, secret), proxySecret = excluded.proxySecret,
             tries = 0, nextTry = 0, failure = NULL`,
        )
        .run(id, name.trim(), place.kind, JSON.stringify(config), secret, proxySecret, context.now())
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
