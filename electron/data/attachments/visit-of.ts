import type { ReadableDb } from '../db/open.ts'

type Span = { id: string; start: string; end: string }

/**
 * Which visit a picture was taken on, by the camera's clock: the only one whose days hold it; `null` where none does, or two do and
 * nobody but a person can tell.
 */
export function visitFinder(db: ReadableDb): (takenAt: string | null) => string | null {
  const visits = db
    .prepare(
      `SELECT id, start, coalesce("end", start) AS "end" FROM visits
       WHERE deleted = 0 AND start IS NOT NULL AND coalesce(precision, 'day') = 'day' AND coalesce(status, '') <> 'cancelled'`,
    )
    .all() as Span[]
  return (takenAt) => {
    if (takenAt === null) return null
    const day = takenAt.slice(0, 10)
    const found = visits.filter(({ start, end }) => start <= day && day <= end)
    return found.length === 1 ? (found[0]?.id ?? null) : null
  }
}
