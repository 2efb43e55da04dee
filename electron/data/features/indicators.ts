import type { Input, Output } from '../../../shared/contract.ts'
import type { ReadableDb } from '../db/open.ts'
import { indicatorItems } from '../db/views/indicator-items.ts'
import type { ReadHandlers } from '../handlers.ts'

/** Figures of one campaign, or all, in their own order. */
export const listIndicators = (db: ReadableDb, { campaign }: Input<'indicators.list'>): Output<'indicators.list'> =>
  indicatorItems(db, campaign)

export const indicatorReads = { 'indicators.list': listIndicators } satisfies Partial<ReadHandlers>
