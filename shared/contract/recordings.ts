/** Sound recorded in the window: written piece by piece while it is heard, then kept as an attachment of its meeting. */
import * as z from 'zod/mini'
import { gives, id, none, short, work, write } from './kinds.ts'

/** A piece of about a second; far more than any coder makes of one. */
const piece = z.string().check(z.maxLength(1_400_000), z.regex(/^[A-Za-z0-9+/]+={0,2}$/))

export const recordingOperations = {
  /**
   * Begins a recording under the id its attachment will have. Refused (`recording-space`) where the disk has no room for it. `at`: local
   * time, `YYYY-MM-DDTHH:mm:ss`.
   */
  'recordings.begin': write(
    z.strictObject({ id, meeting: id, name: short, at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)) }),
    gives<{ free: number }>(),
  ),
  /** Writes a piece at its place, base64; durable when answered. The same piece twice is written once. Answers the bytes left on the disk. */
  'recordings.append': write(
    z.strictObject({ id, offset: z.int().check(z.minimum(0)), bytes: piece }),
    gives<{ free: number }>(),
  ),
  /** Ends a recording: it becomes an attachment. `null`: nothing was heard, and nothing is kept. */
  'recordings.finish': work(z.strictObject({ id }), gives<{ milliseconds: number } | null>()),
  /** Ends what an earlier run left unended; asked by a page that has just been opened and records nothing. */
  'recordings.settle': work(none, gives<{ count: number }>()),
} as const
