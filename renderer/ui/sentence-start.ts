/**
 * Who speaks, chosen by a digit at a sentence's start. Two digits in a row are a number (33 个) and the choice is taken back, unless a
 * space came between them or what follows the first is a year (1 2023 年).
 */
import { useRef, useState } from 'react'
import { nobody, type Speaker } from './speakers.tsx'

/** A digit that chose a speaker just now: perhaps the first of a number. */
type Chosen = { typed: string; before: Speaker }

const digitOf = (typed: string): number | null => {
  const plain = typed.normalize('NFKC')
  return /^\d$/.test(plain) ? Number(plain) : null
}

export function useSentenceStart(speakers: readonly Speaker[], speaker: Speaker, choose: (speaker: Speaker) => void) {
  const chosen = useRef<Chosen | null>(null)
  const [asking, setAsking] = useState(false)
  const settle = (choice: Chosen | null = null) => {
    chosen.current = choice
    setAsking(choice !== null)
  }
  const named = (digit: number): Speaker | undefined => (digit === 0 ? nobody : speakers[digit - 1])

  /** What the field holds after it went from `said` to `next`; `null`: the sign was used up, and the field stays empty. */
  const accept = (said: string, next: string): string | null => {
    const first = chosen.current
    const digit = said === '' ? digitOf(next) : null
    if (digit !== null && first) {
      settle()
      choose(first.before)
      return first.typed + next
    }
    const speaking = digit === null ? undefined : named(digit)
    if (speaking) {
      settle({ typed: next, before: speaker })
      choose(speaking)
      return null
    }
    if (first) settle()
    if (first && said === '' && next.trim() === '') return null
    const dated = /^(\d)((?:19|20)\d\d)$/.exec(next)
    const dating = dated && said === next.slice(0, -1) ? named(Number(dated[1])) : undefined
    if (!dated || !dating) return next
    choose(dating)
    return dated[2] ?? ''
  }
  /** Backspace in the empty field takes the choice back; answers whether there was one. */
  const takeBack = (said: string): boolean => {
    if (said !== '' || !chosen.current) return false
    choose(chosen.current.before)
    settle()
    return true
  }
  return { asking, accept, takeBack, settle: () => settle() }
}
