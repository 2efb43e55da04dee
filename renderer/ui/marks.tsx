/** Small signs that always carry a word: kinds, what is missing or inferred, what has been handed in. */
import { type CSSProperties, type ReactNode, useEffect } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import type { Reported } from '../../shared/views.ts'
import { displayPunctuation } from './display.ts'
import { fill } from './fill.ts'
import { useIdle } from './use-idle.ts'
import './marks.css'

/** A value of a newer version has no colour or word of its own here and is shown as it is. */
export function KindTag({ kind, short = false }: { kind: string | null; short?: boolean }) {
  if (!kind) return <Missing />
  const words: Record<string, string> = short ? text.domain.findingKindShort : text.domain.findingKind
  const known = kind in words
  const style = (
    known
      ? {
          '--kind': `var(--kind-${kind})`,
          '--kind-ink': `var(--kind-${kind}-ink)`,
          '--kind-ground': `var(--kind-${kind}-ground)`,
        }
      : {}
  ) as CSSProperties
  return (
    <span className="kind-tag" style={style}>
      {words[kind] ?? kind}
    </span>
  )
}

/** What the source does not say. With `onEdit` a button that opens the field it stands for. */
export function Missing({ name, onEdit, children }: { name?: string; onEdit?: () => void; children?: ReactNode }) {
  const word = children ?? text.common.missing
  if (!onEdit) return <span className="missing">{word}</span>
  return (
    <button
      type="button"
      className="missing"
      aria-label={name ? fill(text.common.editMissing, { name }) : undefined}
      onClick={onEdit}
    >
      {word}
    </button>
  )
}

export const Inferred = () => <span className="inferred">{text.common.inferred}</span>

export function ReportMark({ reported }: { reported: Reported }) {
  if (!reported) return null
  return (
    <span className={`report-mark report-${reported}`}>
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        aria-hidden="true"
      >
        <circle cx="7" cy="7" r="6" />
        {reported === 'exported' && <circle cx="7" cy="7" r="1.6" fill="currentColor" stroke="none" />}
        {reported === 'acknowledged' && <path d="M4.4 7.2l1.9 1.9 3.4-3.8" />}
      </svg>
      {text.common.reported[reported]}
    </span>
  )
}

/** 原话, in the reading face. */
export function Quote({ children }: { children: string | null }) {
  useQuoteFont()
  if (!children) return <Missing />
  return <q className="quote">{displayPunctuation(children)}</q>
}

/** Loads the reading face; call it where `.quote` is used without `Quote`. */
export function useQuoteFont() {
  // after the first rows: they are read in another face meanwhile rather than not at all
  const idle = useIdle()
  useEffect(() => {
    if (idle) void import('./quote-font.ts')
  }, [idle])
}
