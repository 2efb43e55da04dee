/** Which visits get in each other's way. Pure. */

export type DatedVisit = {
  id: string
  team: string | null
  /** The city it is in. */
  city: string | null
  hosts: readonly string[]
  /** `YYYY-MM-DD`, both included. */
  start: string
  end: string
}
export type Clash = { kind: 'unit' | 'week'; subject: string; visits: [string, string] }

const dayMs = 24 * 3_600_000
/** A unit that is asked again within so many days is asked twice in a month. */
export const unitDays = 30

const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs)
/** Days since the epoch's first Monday, in weeks: ISO 8601 weeks begin on Monday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7)

/**
 * Pairs of visits: 同一单位 asked by two visits less than `unitDays` apart, and two teams in one city in the same week. A pair is named
 * once a subject, the earlier visit first.
 */
export function clashesOf(visits: readonly DatedVisit[]): Clash[] {
  const sorted = [...visits].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1))
  const clashes: Clash[] = []
  for (const [at, one] of sorted.entries()) {
    const end = dayOf(one.end)
    for (const other of sorted.slice(at + 1)) {
      const gap = dayOf(other.start) - end
      // sorted by start: none later is nearer, but one that ends late may still reach further
      if (gap > unitDays) break
      for (const unit of one.hosts) {
        if (other.hosts.includes(unit)) clashes.push({ kind: 'unit', subject: unit, visits: [one.id, other.id] })
      }
      const isSameWeek = weekOf(dayOf(other.start)) <= weekOf(end)
      if (one.city && one.city === other.city && one.team !== other.team && isSameWeek)
        clashes.push({ kind: 'week', subject: one.city, visits: [one.id, other.id] })
    }
  }
  return clashes
}
