/** The merged text with its places to choose, or the text as a person writes it. */
import { useId } from 'react'
import type { ProsePart } from '../../../shared/sync/prose.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { Kbd } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import '../../ui/inline.css'
import { choiceCount, MergedText } from './conflict-text.tsx'

const words = text.exchange.conflict

type MergedProps = {
  parts: readonly ProsePart[]
  picks: readonly (0 | 1)[]
  onPick: (place: number, side: 0 | 1) => void
}

export function MergedCard({ parts, picks, onPick }: MergedProps) {
  const count = choiceCount(parts)
  const note = count === 0 ? words.mergedClean : count === 1 ? words.mergedOne : fill(words.mergedChoose, { count })
  return (
    <article className="conflict-card conflict-merged" aria-label={words.merged}>
      <header>
        <h3>{words.merged}</h3>
        <span className="faint">{note}</span>
        <Kbd>3</Kbd>
      </header>
      <div className="conflict-text">
        <MergedText parts={parts} picks={picks} onPick={onPick} labels={[words.left, words.right]} />
      </div>
    </article>
  )
}

/** Kept until it is used, whatever page is looked at meanwhile. */
export function RewriteCard({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <article className="conflict-card conflict-merged" aria-label={label}>
      <header>
        <h3>
          <label htmlFor={id}>{label}</label>
        </h3>
      </header>
      <textarea
        id={id}
        className="inline-input inline-boxed conflict-rewrite"
        // biome-ignore lint/a11y/noAutofocus: the person just asked to write
        autoFocus
        rows={4}
        value={value}
        data-dirty
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </article>
  )
}
