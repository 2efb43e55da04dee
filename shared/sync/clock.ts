/**
 * Hybrid logical clock (Kulkarni et al. 2014) packed into one safe integer: milliseconds since 1970 × 2048 + counter.
 * It fits below 2^53 until the year 2109. A wrong clock never blocks and never loses anything (sync rule 5).
 */
export const ticksPerMillisecond = 2048
const aheadLimit = 24 * 60 * 60 * 1000 * ticksPerMillisecond
const highest = Number.MAX_SAFE_INTEGER - 1

const ticksAt = (now: number) => Math.min(Math.max(Math.floor(now), 0) * ticksPerMillisecond, highest)

/**
 * The time of a new write. `last` is this computer's highest adopted time, `now` its wall clock in milliseconds. A `last` that lies
 * more than a day ahead came from a clock since set right, and is left behind: sequence numbers order one's own writes anyway.
 */
export function tick(last: number, now: number): number {
  const wall = ticksAt(now)
  return last >= wall && last - wall <= aheadLimit ? Math.min(last + 1, Number.MAX_SAFE_INTEGER) : wall
}

/** Adopts the time of a received write, unless it lies more than 24 h ahead: then it is only flagged. */
export function observe(last: number, remote: number, now: number): { last: number; flagged: boolean } {
  if (remote - ticksAt(now) > aheadLimit) return { last, flagged: true }
  return { last: Math.max(last, remote), flagged: false }
}

/** Milliseconds since 1970 of a time, for display. */
export const millisecondsOf = (hlc: number): number => Math.floor(hlc / ticksPerMillisecond)
