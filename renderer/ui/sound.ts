/** What is being listened to. One recording at a time, wherever it was begun. */
import { create } from 'zustand'
import type { StatementItem } from '../../shared/views.ts'

type Sound = {
  /** The attachment. */
  recording: string | null
  playing: boolean
  /** Where it is, ms. */
  at: number
  /** Where to go on, ms; the player takes it. */
  wanted: { at: number } | null
}

export const useSound = create<Sound>(() => ({ recording: null, playing: false, at: 0, wanted: null }))

export const playFrom = (recording: string, at: number) =>
  useSound.setState({ recording, at, playing: true, wanted: { at } })
export const stopListening = () => useSound.setState({ recording: null, playing: false, at: 0, wanted: null })

/** The statement that is heard: the last of this recording that began before. */
export function heardStatement(items: readonly StatementItem[], { recording, at }: Pick<Sound, 'recording' | 'at'>) {
  if (!recording) return undefined
  let heard: StatementItem | undefined
  for (const item of items) {
    if (item.recording !== recording || item.audioOffset === null || item.audioOffset > at) continue
    if (!heard || item.audioOffset >= (heard.audioOffset ?? 0)) heard = item
  }
  return heard?.id
}

/** The id of the statement that is heard, for a list whose rows light up. */
export const useHeard = (items: readonly StatementItem[]) => useSound((sound) => heardStatement(items, sound))

/** `12:03`, `1:32:05`. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}
