import type { Change, Ref } from './change.ts'

/** The last two digits of a record's id, 0 to 255: what a long log is split by. */
export const bucketOf = (id: string): number => Number.parseInt(id.slice(-2), 16)

/**
 * The lines a digest is taken over (sync rule 7): the leaves of every field of a log, tombstones and unknown fields included.
 * A line is `bucket entity id field ref`; the ref's hash pins the value. A function of the set of changes added, in any order.
 */
export function createLeafLines() {
  const leaves = new Set<string>()
  const superseded = new Set<string>()
  return {
    add(ref: Ref, { entity, id, fields }: Change): void {
      for (const name in fields) {
        const key = `${id.slice(-2)} ${entity} ${id} ${name} `
        leaves.add(key + ref)
        for (const parent of fields[name]?.[1] ?? []) superseded.add(key + parent)
      }
    },
    /** Sorted; a lower bucket's lines come first. */
    lines: (): string[] => [...leaves].filter((line) => !superseded.has(line)).sort(),
  }
}
