/** How wide the board's columns are: as their content needs, the fullest with several cards a row where there is room. */

/** Px between columns, and between two cards. */
export const columnGap = 14
export const cardGap = 10
/** A card reads well from here on; an empty column needs only its sentence. */
const narrowest = 208
const narrowestEmpty = 116

export type ColumnWidth = { width: number; lanes: number }

/** `counts` from left to right, `room` in px. More than `room` in all: the board scrolls sideways. */
export function boardWidths(counts: readonly number[], room: number): ColumnWidth[] {
  const last = counts.findLastIndex((count) => count > 0)
  const free = room - columnGap * (counts.length - 1)
  const sum = (columns: readonly ColumnWidth[]) => columns.reduce((total, { width }) => total + width, 0)
  const least = counts.map((count): ColumnWidth => ({ width: count > 0 ? narrowest : narrowestEmpty, lanes: 1 }))
  if (sum(least) > free) return least
  // where the next card goes to, a card has room
  const next = least[last + 1]
  if (next && sum(least) + narrowest - next.width <= free) next.width = narrowest
  const spare = () => free - sum(least)
  const fullness = (at: number) => (counts[at] ?? 0) / (least[at]?.lanes ?? 1)
  for (;;) {
    const at = counts
      .map((_, index) => index)
      .reduce((best, index) => (fullness(index) > fullness(best) ? index : best), 0)
    const column = least[at]
    if (!column || spare() < narrowest + cardGap || (counts[at] ?? 0) <= column.lanes) break
    column.width += narrowest + cardGap
    column.lanes++
  }
  const wide = least.filter(({ width }) => width >= narrowest)
  const lanes = wide.reduce((total, column) => total + column.lanes, 0)
  const share = Math.floor(spare() / Math.max(1, lanes))
  for (const column of wide) column.width += share * column.lanes
  return least
}
