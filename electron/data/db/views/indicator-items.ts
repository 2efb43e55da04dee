import type { IndicatorItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { allRows, columnsOf, nameOf } from './rows.ts'

/** Figures of one campaign, or all, in their own order. */
export function indicatorItems(db: ReadableDb, campaign: string | undefined): IndicatorItem[] {
  const base = `SELECT ${columnsOf('indicators', 'i')} FROM indicators i WHERE i.deleted = 0`
  const order = 'ORDER BY i."order" IS NULL, i."order", i.id'
  const rows =
    campaign === undefined
      ? allRows(db, 'indicators', `${base} ${order}`)
      : allRows(db, 'indicators', `${base} AND i.campaign = ? ${order}`, campaign)
  return rows.map((row) => ({ ...row, regionName: nameOf(db, 'regions', row.region) }))
}
