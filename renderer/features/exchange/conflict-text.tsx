/** Texts of a conflict with their words marked, and the merged text with its places to choose. */
import { useEffect, useState } from 'react'
import type { Mark, ProsePart } from '../../../shared/sync/prose.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { displayPunctuation } from '../../ui/display.ts'

const words = text.exchange.conflict

type Prose = typeof import('../../../shared/sync/prose.ts')
let prose: Prose | undefined

/** The word splitter and diff3 come when the first conflict is opened. */
export function useProse(): Prose | undefined {
  const [, setReady] = useState(prose !== undefined)
  useEffect(() => {
    if (prose) return
    let here = true
    void import('../../../shared/sync/prose.ts').then((module) => {
      prose = module
      if (here) setReady(true)
    })
    return () => {
      here = false
    }
  }, [])
  return prose
}

export function MarkedText({ marks }: { marks: readonly Mark[] }) {
  let at = 0
  return marks.map(({ text: words, mark }) => {
    const key = at
    at += words.length
    const shown = displayPunctuation(words)
    if (mark === 'deleted') return <del key={`${key}-`}>{shown}</del>
    if (mark === 'added') return <ins key={`${key}+`}>{shown}</ins>
    return <span key={key}>{shown}</span>
  })
}

/** Places a few characters apart are one decision: half of each would make no sentence. */
export function joinChoices(parts: readonly ProsePart[], gap = 4): ProsePart[] {
  const joined: ProsePart[] = []
  for (const part of parts) {
    const between = joined.at(-1)
    const before = joined.at(-2)
    if (
      'choices' in part &&
      before &&
      'choices' in before &&
      between &&
      'text' in between &&
      between.by === 'both' &&
      between.text.length <= gap &&
      !/[，。；、！？\n]/.test(between.text)
    ) {
      const [first, second] = before.choices
      joined.splice(-2, 2, {
        choices: [first + between.text + part.choices[0], second + between.text + part.choices[1]],
        base: before.base + between.text + part.base,
      })
    } else joined.push(part)
  }
  return joined
}

export const choiceCount = (parts: readonly ProsePart[]) => parts.filter((part) => 'choices' in part).length

/** `picks[n]`: the side taken at the n-th place; left where nothing was picked. */
export function mergedText(parts: readonly ProsePart[], picks: readonly (0 | 1)[]): string {
  let place = 0
  return parts.map((part) => ('choices' in part ? part.choices[picks[place++] ?? 0] : part.text)).join('')
}

type MergedProps = {
  parts: readonly ProsePart[]
  picks: readonly (0 | 1)[]
  onPick: (place: number, side: 0 | 1) => void
  /** Words of one side only are marked as added: against the other side they are new. */
  labels: [string, string]
}

export function MergedText({ parts, picks, onPick, labels }: MergedProps) {
  let at = 0
  let place = 0
  return parts.map((part) => {
    const key = at++
    if ('text' in part) {
      const shown = displayPunctuation(part.text)
      return part.by === 'both' ? <span key={key}>{shown}</span> : <ins key={key}>{shown}</ins>
    }
    const number = place++
    return (
      <span key={key} className="conflict-pick" role="radiogroup" aria-label={words.chooseBetween}>
        {part.choices.map((choice, side) => (
          // biome-ignore lint/a11y/useSemanticElements: two words in running text, drawn as one switch
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: left and right
            key={side}
            type="button"
            role="radio"
            aria-checked={(picks[number] ?? 0) === side}
            title={labels[side as 0 | 1]}
            onClick={() => onPick(number, side as 0 | 1)}
          >
            {choice ? displayPunctuation(choice) : words.nothing}
          </button>
        ))}
      </span>
    )
  })
}
