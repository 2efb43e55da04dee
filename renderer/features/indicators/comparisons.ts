/** Which figures belong together. */
import type { IndicatorItem } from '../../../shared/views.ts'

export type OccasionGroup = { occasion: string | null; rows: IndicatorItem[] }

/** In the order the rows come; what has no occasion is last. */
export function byOccasion(rows: readonly IndicatorItem[]): OccasionGroup[] {
  const groups = new Map<string, IndicatorItem[]>()
  for (const row of rows) groups.set(row.occasion ?? '', [...(groups.get(row.occasion ?? '') ?? []), row])
  return [...groups]
    .map(([occasion, members]) => ({ occasion: occasion || null, rows: members }))
    .sort((a, b) => Number(a.occasion === null) - Number(b.occasion === null))
}

/** One figure over its periods, oldest first. */
export type Comparison = { key: string; name: string; unit: string | null; rows: IndicatorItem[] }

/** The same name, unit and region in at least two periods, every value a number. */
export function comparisonsOf(rows: readonly IndicatorItem[]): Comparison[] {
  const groups = new Map<string, IndicatorItem[]>()
  for (const row of rows) {
    if (!row.name || !row.period || row.value === null || Number.isNaN(Number(row.value)) || Number(row.value) < 0)
      continue
    const key = [row.name, row.unit ?? '', row.region ?? ''].join('|')
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups].flatMap(([key, members]) => {
    if (new Set(members.map((row) => row.period)).size < 2) return []
    const rows = [...members].sort((a, b) => (a.period! < b.period! ? -1 : 1))
    return [{ key, name: rows[0]!.name!, unit: rows[0]!.unit, rows }]
  })
}
