import type { FieldWrite, Json, Ref } from './change.ts'
import { byPrecedence, distinctLeaves, type Leaf } from './merge.ts'
import { mergedProse } from './prose.ts'

/** Reads a write of the record's log, or `undefined` where it has not arrived. */
export type ReadWrite = (ref: Ref) => { hlc: number; fields: Record<string, FieldWrite> } | undefined

export type Resolution = {
  value: Json
  /** `null` where the leaves agree or their prose merges cleanly. */
  conflict: { kind: 'value' | 'prose'; incomplete: boolean; leaves: number } | null
}

/** More ancestors than any history a person makes of one field. */
const ancestryLimit = 20_000

/**
 * The value a field shows (sync rule 3): the one its leaves agree on; else, for prose, the clean merge from the nearest common
 * ancestor; else the highest leaf, with a conflict that keeps the others.
 */
export function resolveField(name: string, prose: boolean, leaves: Leaf[], read: ReadWrite): Resolution {
  const different = distinctLeaves(leaves)
  const top = different[0]
  if (!top) return { value: null, conflict: null }
  if (different.length === 1) return { value: top.value, conflict: null }
  const ancestry = commonAncestor(
    name,
    leaves.map((leaf) => leaf.ref),
    read,
  )
  if (prose && !ancestry.incomplete) {
    const merged = mergeLeaves(ancestry.base, different)
    if (merged !== null) return { value: merged, conflict: null }
  }
  return {
    value: top.value,
    conflict: { kind: prose ? 'prose' : 'value', incomplete: ancestry.incomplete, leaves: different.length },
  }
}

/** Folds the leaves into one text, lowest first, so that every computer gets the same; `null` where it is not clean. */
function mergeLeaves(base: Json, different: Leaf[]): string | null {
  if (typeof base !== 'string' || different.some((leaf) => typeof leaf.value !== 'string')) return null
  let merged: string | null = null
  for (const leaf of [...different].reverse()) {
    merged = merged === null ? (leaf.value as string) : mergedProse(base, merged, leaf.value as string)
    if (merged === null) return null
  }
  return merged
}

/**
 * The value all leaves descend from. Several equally near ancestors: the highest. None: `null`, which merges with nothing.
 * `incomplete`: some ancestor has not arrived.
 */
export function commonAncestor(name: string, leaves: Ref[], read: ReadWrite): { base: Json; incomplete: boolean } {
  let incomplete = false
  const parentsOf = new Map<Ref, Ref[]>()
  const ancestorsOf = (leaf: Ref): Set<Ref> => {
    const found = new Set<Ref>([leaf])
    const open = [leaf]
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      let parents = parentsOf.get(ref)
      if (!parents) {
        const field = read(ref)?.fields[name]
        if (!field) incomplete = true
        parents = field?.[1] ?? []
        parentsOf.set(ref, parents)
      }
      for (const parent of parents) {
        if (found.has(parent)) continue
        if (found.size >= ancestryLimit) incomplete = true
        else {
          found.add(parent)
          open.push(parent)
        }
      }
    }
    return found
  }
  const [first, ...others] = leaves.map(ancestorsOf)
  const common = [...(first ?? [])].filter((ref) => parentsOf.has(ref) && others.every((set) => set.has(ref)))
  // Ancestors of a common ancestor are common too, so whatever is not nearest is the parent of one.
  const superseded = new Set(common.flatMap((ref) => parentsOf.get(ref) ?? []))
  const nearest = common
    .filter((ref) => !superseded.has(ref))
    .flatMap((ref) => {
      const write = read(ref)
      const field = write?.fields[name]
      return write && field ? [{ ref, hlc: write.hlc, value: field[0] }] : []
    })
    .sort(byPrecedence)[0]
  return { base: nearest?.value ?? null, incomplete }
}
