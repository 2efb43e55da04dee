/** A new measure begins with what the ledger was narrowed to. */
import { go } from '../../ui/route.ts'
import { freshId } from '../../ui/save-now.ts'
import type { Filter } from './filters.ts'

export function createMeasure(filter: Filter, campaign: string | undefined) {
  const { directive, finding, team, city, owner } = filter
  const given = { campaign, directive, finding, team, city, owner }
  const query = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  go('measures', { id: freshId('measures'), query: { ...query, new: '1' } })
}
