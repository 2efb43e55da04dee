/**
 * Fractional keys that order siblings: strings over 0-9A-Za-z, compared byte by byte, read as the digits behind a point in base 62.
 * Two computers may make the same key; ties are broken by id, and `moveTo` gives tied siblings keys of their own when they move.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = digits.length
/** Appending counts in this many digits, so that a key of a thousand siblings is no longer than that of the first. */
const width = 4

const digitOf = (key: string, at: number): number => Math.max(0, digits.indexOf(key[at] ?? '0'))
/** Zeros at the end say nothing, and nothing fits between `a` and `a0`. */
const trimmed = (key: string) => key.replace(/0+$/, '')

/** The first `width` digits as a number, `by` added; `null` where that is no key any more. */
function stepped(key: string, by: 1 | -1): string | null {
  let number = 0
  for (let at = 0; at < width; at++) number = number * base + digitOf(key, at)
  number += by
  if (number <= 0 || number >= base ** width) return null
  let result = ''
  for (let at = 0; at < width; at++) {
    result = digits[number % base] + result
    number = Math.floor(number / base)
  }
  return trimmed(result)
}

/** Between two fractions, `b` the larger; `null` is 1. */
function midpoint(a: string, b: string | null): string {
  let prefix = ''
  for (let at = 0; ; at++) {
    const low = digitOf(a, at)
    const high = b === null ? base : digitOf(b, at)
    if (high - low > 1) return prefix + digits[(low + high) >> 1]
    prefix += digits[low]
    // from here on everything above `a` is also below `b`
    if (high > low) b = null
  }
}

/**
 * A key that sorts after `a` and before `b`; `null` is the open end. Keys that are not in order (ties of two computers) have nothing
 * between them: the answer then follows `a`.
 */
export function between(a: string | null, b: string | null): string {
  const low = trimmed(a ?? '')
  const high = b === null ? null : trimmed(b)
  if (high === null || high <= low) return low === '' ? 'a0' : (stepped(low, 1) ?? midpoint(low, null))
  const below = low === '' ? stepped(high, -1) : null
  return below ?? midpoint(low, high)
}

export type Ordered = { id: string; order: string | null }

/**
 * Puts `id` at position `to` among its siblings, given as they are shown. Answers the keys to be written: one, or more where siblings
 * had none or the same.
 */
export function moveTo(siblings: readonly Ordered[], id: string, to: number): { id: string; order: string }[] {
  const moved = siblings.find((one) => one.id === id)
  if (!moved) return []
  const list = siblings.filter((one) => one.id !== id)
  const at = Math.max(0, Math.min(list.length, to))
  list.splice(at, 0, moved)
  let from = at
  while (from > 0 && list[from - 1]!.order === null) from--
  const writes: { id: string; order: string }[] = []
  let last = from > 0 ? list[from - 1]!.order : null
  for (let index = from; index < list.length; index++) {
    const one = list[index]!
    // the rest is in order already
    if (index > at && one.order !== null && (last === null || one.order > last)) break
    const low = last
    const next = list
      .slice(index + 1)
      .find(({ id: other, order }) => other !== id && order !== null && order > (low ?? ''))
    last = between(low, next?.order ?? null)
    writes.push({ id: one.id, order: last })
  }
  return writes
}
