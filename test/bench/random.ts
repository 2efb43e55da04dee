/** A seeded source of numbers (mulberry32): the same seed makes the same province on every machine. */
export type Random = ReturnType<typeof createRandom>

export function createRandom(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number): number => Math.floor(next() * count)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const hex = (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join('')
  return {
    next,
    below,
    pick,
    chance: (share: number): boolean => next() < share,
    /** `count` different ones, or all. */
    some<T>(list: readonly T[], count: number): T[] {
      const chosen = new Set<T>()
      while (chosen.size < Math.min(count, list.length)) chosen.add(pick(list))
      return [...chosen]
    },
    /** A UUIDv7 of the given millisecond. */
    id(ms: number): string {
      const time = Math.floor(ms).toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
    },
    device: (): string =>
      `${Array.from({ length: 20 }, () => 'abcdefghijklmnopqrstuvwxyz234567'[below(32)]).join('')}.1`,
  }
}
