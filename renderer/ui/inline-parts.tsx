/** What every inline field shares: its conflict mark, its complaint, its way of being labelled. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { displayPunctuation } from './display.ts'
import type { Binding } from './editing.ts'
import { Link } from './link.tsx'
import './inline.css'

export type InlineProps = {
  bind: Binding
  /** Read out; drawn above the field only with `showLabel`. */
  label: string
  showLabel?: boolean
  placeholder?: string
  /** A box around the field, for forms; without it the field reads as text until it is used. */
  boxed?: boolean
  autoFocus?: boolean
}

export const fieldClass = ({ boxed, wrong, extra = '' }: { boxed?: boolean; wrong?: boolean; extra?: string }) =>
  `inline-input${boxed ? ' inline-boxed' : ''}${wrong ? ' inline-wrong' : ''} ${extra}`

export function InlineFrame({
  id,
  label,
  showLabel,
  bind,
  error,
  children,
}: {
  id: string
  label: string
  showLabel?: boolean
  bind: Pick<Binding, 'conflict'>
  error?: string | null
  children: ReactNode
}) {
  return (
    <span className="inline">
      <label htmlFor={id} className={showLabel ? 'inline-label' : 'sr-only'}>
        {label}
      </label>
      {children}
      {bind.conflict && (
        <Link page="exchange" id="conflicts" className="conflict-mark">
          <TriangleAlert className="icon" size={14} aria-hidden />
          {text.common.conflict}
        </Link>
      )}
      {error && (
        <span className="inline-error" role="alert" id={`${id}-error`}>
          <TriangleAlert className="icon" size={16} aria-hidden />
          {error}
        </span>
      )}
    </span>
  )
}

/** Until it is focused a field shows its text as it is to be read. */
export const shownText = (value: unknown, focused: boolean): string => {
  const plain = value == null ? '' : String(value)
  return focused ? plain : displayPunctuation(plain)
}
