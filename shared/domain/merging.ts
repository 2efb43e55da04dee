/**
 * Findings that were merged. `mergedInto` is an ordinary field, written on any computer in any order: it may form chains, point at
 * what has not arrived or lies in the trash, and close to a ring where two people merged each into the other's. Whoever stands for a
 * group follows from these fields alone, so that every computer shows the same.
 */

export type MergeNode = {
  id: string
  mergedInto: string | null
  /** Not in the trash. */
  living: boolean
}

/**
 * Who stands for each merged record: the last living one on its way. On a ring that is the living one with the lowest id, which is the
 * oldest. A way that ends in the trash or at what has not arrived is cut there, so that nothing is hidden behind what cannot be seen.
 * @returns for every living node that names another: the id of the one it is shown under, its own where it is shown itself
 */
export function survivorsOf(nodes: Iterable<MergeNode>): Map<string, string> {
  const byId = new Map<string, MergeNode>()
  for (const node of nodes) byId.set(node.id, node)
  /** `null`: nothing living from there on. */
  const known = new Map<string, string | null>()
  for (const start of byId.keys()) {
    const way: MergeNode[] = []
    const places = new Map<string, number>()
    let next: string | null = start
    let found: string | null = null
    while (next !== null) {
      const end = known.get(next)
      if (end !== undefined) {
        found = end
        break
      }
      const node = byId.get(next)
      if (!node) break
      const place = places.get(next)
      if (place !== undefined) {
        found = lowest(way.slice(place))
        break
      }
      places.set(next, way.length)
      way.push(node)
      next = node.mergedInto
    }
    for (const node of way.reverse()) {
      if (found === null && node.living) found = node.id
      known.set(node.id, found)
    }
  }
  const survivors = new Map<string, string>()
  for (const { id, mergedInto, living } of byId.values()) {
    if (living && mergedInto !== null) survivors.set(id, known.get(id) ?? id)
  }
  return survivors
}

function lowest(ring: readonly MergeNode[]): string | null {
  let found: string | null = null
  for (const { id, living } of ring) if (living && (found === null || id < found)) found = id
  return found
}

/**
 * Whose `mergedInto` must be emptied so that `id` stands for itself again: its own, and on a ring that of the record that stood for
 * it, which would otherwise follow it. What was merged into `id` stays with it.
 */
export function writesToPart(nodes: readonly MergeNode[], id: string): string[] {
  const before = survivorsOf(nodes).get(id)
  const parted = nodes.map((node) => (node.id === id ? { ...node, mergedInto: null } : node))
  return before !== undefined && before !== id && survivorsOf(parted).get(before) === id ? [id, before] : [id]
}

/** Where one finding says something: the places it names, and those of the visits it comes from. */
export type Said = { regions: readonly string[]; visitRegions: readonly (string | null)[] }

/**
 * The cities that say it, over a finding and all that is merged into it: those it names, or, where it names none (各地, 全省), those it was
 * heard in. 共性 is what two cities or more say.
 * @param cityOf the city a region belongs to; `null` for a province
 */
export function citiesSaying(group: Iterable<Said>, cityOf: (region: string | null) => string | null): Set<string> {
  const cities = new Set<string>()
  const add = (regions: readonly (string | null)[]): boolean => {
    let some = false
    for (const region of regions) {
      const city = cityOf(region)
      if (city === null) continue
      cities.add(city)
      some = true
    }
    return some
  }
  for (const { regions, visitRegions } of group) if (!add(regions)) add(visitRegions)
  return cities
}
