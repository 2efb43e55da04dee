/** The parts every page is made of: header, sections, side panel, and what it says when there is nothing, trouble or a wait. */
import { CircleAlert, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { failureOf } from '../api.ts'
import { Button, Kbd } from './button.tsx'
import { PrintButton } from './printing.tsx'
import './page.css'

/** `sentence`: one sentence of state. At most two actions, one of them primary. `printed`: with a small button that prints the page. */
export function PageHeader({
  title,
  sentence,
  actions,
  printed = false,
}: {
  title: ReactNode
  sentence?: ReactNode
  actions?: ReactNode
  printed?: boolean
}) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // a keyboard or screen reader starts at the new page, not at the link that is gone
    if (!document.activeElement || document.activeElement === document.body) ref.current?.focus()
  }, [])
  return (
    <header className="page-header">
      <h1 ref={ref} tabIndex={-1}>
        {title}
      </h1>
      {sentence && <p className="page-header-sentence">{sentence}</p>}
      {(actions || printed) && (
        <div className="page-actions">
          {printed && <PrintButton />}
          {actions}
        </div>
      )}
    </header>
  )
}

type SectionProps = { title: string; note?: ReactNode; action?: ReactNode; children: ReactNode }
export function Section({ title, note, action, children }: SectionProps) {
  return (
    <section className="section" aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        {note && <span className="faint">{note}</span>}
        {action && <span>{action}</span>}
      </div>
      {children}
    </section>
  )
}

export function SidePanel({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className="side-panel" aria-label={label}>
      {children}
    </aside>
  )
}

/** What belongs here, and the key that adds it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{title}</p>
      {children && <div className="empty-hint">{children}</div>}
      {action && <div className="error-panel-actions">{action}</div>}
    </div>
  )
}

/** What happened and what is safe, then the next step. */
export function ErrorPanel({ error, onRetry, actions }: { error: unknown; onRetry?: () => void; actions?: ReactNode }) {
  const failure = failureOf(error)
  const [copied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(`${failure.code}\n${failure.message}\n${failure.detail ?? ''}`).then(
      () => setCopied(true),
      () => {},
    )
  return (
    <div className="error-panel" role="alert">
      <CircleAlert className="icon" size={20} aria-hidden />
      <div>
        <p className="error-panel-message">{failure.message}</p>
        <p className="error-panel-next">{failure.next}</p>
        <div className="error-panel-actions">
          {onRetry && (
            <Button size="small" onClick={onRetry}>
              {text.common.retry}
            </Button>
          )}
          {actions}
          <Button size="small" icon={Copy} onClick={copy}>
            {copied ? text.common.copied : text.common.copyDetail}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Still bars, and only where the wait is noticed. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <div className="skeleton" role="status" aria-label={text.common.loading}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical bars
        <span key={index} style={{ width: `${[38, 100, 64][index % 3]}%` }} />
      ))}
    </div>
  )
}

export type KeyHint = { keys: string[]; label: string }

/** Keys and position; with `batch` the bar of what is selected. */
export function BottomStrip({
  keys = [],
  position,
  batch,
}: {
  keys?: KeyHint[]
  position?: ReactNode
  batch?: ReactNode
}) {
  if (batch) return <div className="bottom-strip batch-bar">{batch}</div>
  return (
    <div className="bottom-strip">
      {keys.map((hint) => (
        <span key={hint.label}>
          {hint.keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {hint.label}
        </span>
      ))}
      {position && <span className="bottom-strip-end">{position}</span>}
    </div>
  )
}
