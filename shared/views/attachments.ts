import type { FailureCode } from '../result.ts'

/** A file on a camera's card. `size` in bytes, `takenAt` the camera's wall clock. */
export type CardFile = {
  path: string
  name: string
  size: number
  mediaType: string | null
  takenAt: string | null
  /** The visit whose days hold it, where it is the only one. */
  visit: string | null
  /** Taken in before, as far as name, size and time tell. */
  known: boolean
  /** Why it cannot be taken in. */
  refused: FailureCode | null
}

/** Of a photo's bytes: on this computer, let go of because headquarters has them, or not come in yet. */
export type PhotoPlace = 'here' | 'cleaned' | 'pending'
