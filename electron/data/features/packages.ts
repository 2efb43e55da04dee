import { Refusal } from '../../../shared/result.ts'
import type { ExportAnswer, PackageHistoryItem, PackagePreview } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import { commitDrafts } from '../sync/commit-drafts.ts'
import { createInterned } from '../sync/interned.ts'
import { findPeer } from '../sync/peers.ts'
import { measurePlan, planPackage } from '../sync/plan.ts'
import { dropStaged } from '../sync/staging.ts'
import { databaseFree } from '../sync/waiting.ts'

type HistoryRow = Omit<PackageHistoryItem, 'peerName' | 'failure'> & { peerName: string | null; failure: string | null }

export function packageHistory(db: ReadableDb, { offset, limit }: { offset: number; limit: number }) {
  const rows = db
    .prepare(
      `SELECT k.id, k.direction, coalesce(p.name, k.sender) AS peerName, k.number, k.at, k.file, k.changes, k.attachments,
         k.bytes, k.state, k.failure
       FROM packages k LEFT JOIN peers p ON p.id = k.peer ORDER BY k.at DESC, k.id DESC LIMIT ? OFFSET ?`,
    )
    .all(limit, offset) as HistoryRow[]
  return {
    rows: rows.map((row) => ({
      ...row,
      peerName: row.peerName ?? '',
      failure: row.failure ? (JSON.parse(row.failure) as PackageHistoryItem['failure']) : null,
    })),
    total: db.prepare('SELECT count(*) FROM packages').pluck().get() as number,
  }
}

export const packageReads = {
  'packages.plan': (db, { peer, scope }) => {
    if (!findPeer(db, peer)) throw new Refusal('not-found')
    const plan = planPackage(db, createInterned(db), peer, scope)
    return { changes: plan.changes, attachments: plan.attachments.length, ...measurePlan(db, plan) }
  },
  'packages.history': packageHistory,
} satisfies Partial<ReadHandlers>

export const packageWrites = {
  'packages.dismiss': (_db, { staged }, context) => {
    for (const id of staged) dropStaged(context.dataDir, id)
    return null
  },
} satisfies Partial<WriteHandlers>

export const packageWork = {
  'packages.export': async ({ job, ...input }, context) => {
    const keys = await context.keyring.open()
    // What is being typed belongs into the package (sync rule 2).
    await databaseFree(context)
    commitDrafts(context, true)
    return context.jobs.run<ExportAnswer>('export', { ...input, keys }, job)
  },
  'packages.inspect': async ({ job, ...input }, context) => {
    const keys = await context.keyring.open()
    return context.jobs.run<PackagePreview[]>('inspect', { ...input, keys }, job)
  },
  'packages.import': ({ staged, allowDeletes, job }, context) =>
    context.jobs.run<PackagePreview[]>('import', { staged, allowDeletes }, job),
} satisfies Partial<WorkHandlers>
