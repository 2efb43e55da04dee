/** Numbers of one comparison. `ratio` is value to reference: of times where less is better, of rates where more is. */
export type Result = {
  name: string
  value: number
  unit: string
  reference: string
  referenceValue: number
  ratio: number
  gate: number
  goal: number
  /** The gate is met; `null`: not measured, see `note`. */
  ok: boolean | null
  better: 'lower' | 'higher'
  /** Of the value's single measurements, in `unit`. */
  p95: number
  /** Middle half of the single measurements over their median. */
  spread: number
  rounds: number
  rerun: boolean
  note: string
}

export type Case = {
  name: string
  /** Its results' names. */
  results: readonly string[]
  /** Measures at least the `wanted` results. */
  run(wanted: ReadonlySet<string>): Promise<Result[]>
}

type Comparison = Pick<Result, 'name' | 'unit' | 'reference' | 'gate' | 'goal'> & {
  values: readonly number[]
  references: readonly number[]
  /** `min` for long work, `median` for round trips; `p95`: that of ours against the reference's median. */
  by: 'min' | 'median' | 'p95'
  rounds?: number
  note?: string
}

/** Compares times. */
export function compareTimes({ values, references, by, rounds, note, ...names }: Comparison): Result {
  const value = by === 'min' ? minimum(values) : quantile(values, by === 'p95' ? 0.95 : 0.5)
  const referenceValue = by === 'min' ? minimum(references) : median(references)
  const ratio = value / referenceValue
  return {
    ...names,
    value,
    referenceValue,
    ratio,
    ok: ratio <= names.gate,
    better: 'lower',
    ...noise(values),
    rounds: rounds ?? values.length,
    rerun: false,
    note: note ?? '',
  }
}

/** Compares rates of the same work: `amount` done in each of the times, ms. */
export function compareRates({ amount, ...comparison }: Comparison & { amount: number }): Result {
  const { values, references, rounds, note, by: _, ...names } = comparison
  const rates = (times: readonly number[]) => times.map((time) => (amount / time) * 1000)
  const value = Math.max(...rates(values))
  const referenceValue = Math.max(...rates(references))
  const ratio = value / referenceValue
  return {
    ...names,
    value,
    referenceValue,
    ratio,
    ok: ratio >= names.gate,
    better: 'higher',
    // the rate that 95 of 100 reach
    p95: quantile(rates(values), 0.05),
    spread: noise(rates(values)).spread,
    rounds: rounds ?? values.length,
    rerun: false,
    note: note ?? '',
  }
}

export function skipped(name: string, unit: string, reference: string, gate: number, goal: number, why: string) {
  const nothing = { value: 0, referenceValue: 0, ratio: 0, p95: 0, spread: 0, rounds: 0 }
  const result = { name, unit, reference, gate, goal, ...nothing, ok: null, better: 'lower', rerun: false }
  return { ...result, note: `not measured: ${why}` } as Result
}

export const noise = (values: readonly number[]) => ({
  p95: quantile(values, 0.95),
  spread: (quantile(values, 0.75) - quantile(values, 0.25)) / median(values),
})

export const minimum = (values: readonly number[]): number => Math.min(...values)
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Linear between the two nearest measurements. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

/** Milliseconds of `work`, begun with a clean heap so that nobody pays for another's garbage. */
export async function timed(work: () => unknown): Promise<number> {
  globalThis.gc?.()
  const began = performance.now()
  await work()
  return performance.now() - began
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
