/** The search page's address: `#/search?q=…&noun=…&city=…&team=…&year=…`. */
import type { Query } from '../../ui/route.ts'
import type { Filter, filteredNouns } from './filters.tsx'

export function queryOf(q: string, { entity, city, team, year }: Filter): Query {
  return {
    q,
    ...(entity ? { noun: entity } : {}),
    ...(city ? { city } : {}),
    ...(team ? { team } : {}),
    ...(year === undefined ? {} : { year: String(year) }),
  }
}

export function filterOf({ noun, city, team, year }: Query): Filter {
  return {
    ...(noun ? { entity: noun as (typeof filteredNouns)[number] } : {}),
    ...(city ? { city } : {}),
    ...(team ? { team } : {}),
    ...(year && /^\d{4}$/.test(year) ? { year: Number(year) } : {}),
  }
}
