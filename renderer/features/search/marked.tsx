/** A text with what was found in it. Punctuation is shown as everywhere; that moves no place. */
import type { ReactNode } from 'react'
import type { Marks } from '../../../shared/views.ts'
import { displayPunctuation } from '../../ui/display.ts'

export function Marked({ text, marks }: { text: string; marks: Marks }) {
  const shown = displayPunctuation(text)
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of marks) {
    if (from > at) parts.push(shown.slice(at, from))
    parts.push(<mark key={from}>{shown.slice(from, to)}</mark>)
    at = to
  }
  return (
    <>
      {parts}
      {shown.slice(at)}
    </>
  )
}
