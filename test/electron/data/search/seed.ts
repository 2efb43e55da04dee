export const seed = Number(process.env.SEARCH_SEED ?? Date.now() % 1_000_000_000)

export const newFindingId = (n: number): string => `0190a1b2-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
