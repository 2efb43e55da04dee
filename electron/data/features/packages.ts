import { Refusal } from '../../../shared/result.ts'
import type { ExportAnswer, PackagePreview } from '../../../shared/views.ts'
import { exportToOutbox } from '../courier/courier.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import { commitDrafts } from '../sync/commit-drafts.ts'
import { createInterned } from '../sync/interned.ts'
import { findPeer } from '../sync/peers.ts'
import { measurePlan, planPackage } from '../sync/plan.ts'
import { dropStaged, readStaged } from '../sync/staging.ts'
import { databaseFree } from '../sync/waiting.ts'

export const packageReads = {
  'packages.plan': (db, { peer, scope }) => {
    if (!findPeer(db, peer)) throw new Refusal('not-found')
    const plan = planPackage(db, createInterned(db), peer, scope)
    return { changes: plan.changes, attachments: plan.attachments.length, ...measurePlan(db, plan) }
  },
  'packages.changes': (_db, { staged, entity, id }, context) =>
    readStaged(context.dataDir, staged).fields?.[entity + id] ?? [],
} satisfies Partial<ReadHandlers>

export const packageWrites = {
  'packages.dismiss': (_db, { staged }, context) => {
    for (const id of staged) dropStaged(context.dataDir, id)
    return null
  },
} satisfies Partial<WriteHandlers>

export const packageWork = {
  'packages.export': async ({ job, passphrase, ...input }, context) => {
    const keys = await context.keyring.open()
    // What is being typed belongs into the package (sync rule 2).
    await databaseFree(context)
    commitDrafts(context, true)
    const lock = passphrase === undefined ? undefined : { passphrase }
    const { folder, ...packing } = { ...input, lock }
    if (folder !== undefined) return context.jobs.run<ExportAnswer>('export', { ...packing, keys, folder }, job)
    const answer = await exportToOutbox(context, keys, packing, job)
    context.courier.nudge()
    return answer
  },
  'packages.inspect': async ({ job, ...input }, context) => {
    const keys = await context.keyring.open()
    return context.jobs.run<PackagePreview[]>('inspect', { ...input, keys }, job)
  },
  'packages.import': ({ staged, allowDeletes, job }, context) =>
    context.jobs.run<PackagePreview[]>('import', { staged, allowDeletes }, job),
} satisfies Partial<WorkHandlers>
