/** How often faults are tried: whole in `npm run test:faults`, fewer in `npm test`. The counts are printed by the run itself. */
const isWhole = process.env.SHANYAN_FAULTS === 'whole'

export const times = (whole: number, few: number): number => (isWhole ? whole : few)
/** For the titles and the report of a run. */
export const faultsTried = (what: string, count: number, outcome: Record<string, number | string>): void =>
  console.log(`faults: ${what}: ${count} tried`, outcome)

/** Seeded, so that a failure can be run again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
