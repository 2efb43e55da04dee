/** Where a region's cities stand in a schematic arrangement, by the last part of their GB/T 2260 code: column, row. */
const maps: Record<string, Record<string, [number, number]>> = {
  // 江苏省
  '320000': {
    '320300': [1, 1],
    '320700': [3, 1],
    '321300': [2, 2],
    '320800': [3, 2],
    '320900': [4, 2],
    '321000': [3, 3],
    '321200': [4, 3],
    '320600': [5, 3],
    '320100': [2, 4],
    '321100': [3, 4],
    '320400': [4, 4],
    '320200': [5, 4],
    '320500': [6, 4],
  },
}

/** Places of all `codes`, or `null` where their region has no arrangement: then they stand in code order. */
export function tileMap(parent: string | null | undefined, codes: readonly (string | null)[]) {
  const map = parent ? maps[parent] : undefined
  if (!map || !codes.every((code) => code !== null && code in map)) return null
  return map
}
