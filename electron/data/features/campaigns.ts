import type { Output } from '../../../shared/contract.ts'
import type { ReadableDb } from '../db/open.ts'
import { shownFinding } from '../db/views/finding-items.ts'
import { allRows, columnsOf, countOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

/** Campaigns, the newest year first, with how much belongs to each. */
export function listCampaigns(db: ReadableDb): Output<'campaigns.list'> {
  const sql = `SELECT ${columnsOf('campaigns', 'c')} FROM campaigns c WHERE c.deleted = 0
    ORDER BY c.year IS NULL, c.year DESC, c.updated DESC, c.id`
  const visits = `SELECT count(*) FROM teams t JOIN visits v ON v.team = t.id WHERE t.campaign = ? AND v.deleted = 0`
  return allRows(db, 'campaigns', sql).map((campaign) => ({
    ...campaign,
    teams: countOf(db, 'SELECT count(*) FROM teams WHERE campaign = ? AND deleted = 0', campaign.id),
    visits: countOf(db, visits, campaign.id),
    findings: countOf(db, `SELECT count(*) FROM findings f WHERE f.campaign = ? AND ${shownFinding(db)}`, campaign.id),
  }))
}

export const campaignReads = { 'campaigns.list': listCampaigns } satisfies Partial<ReadHandlers>
