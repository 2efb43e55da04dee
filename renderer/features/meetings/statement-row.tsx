/** One statement: read first, edited in place; alone it has the focus and its own keys. */
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { StatementItem } from '../../../shared/views.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing } from '../../ui/marks.tsx'
import { Menu } from '../../ui/menus.tsx'
import { Popover } from '../../ui/popover.tsx'
import { quotable, selectedQuote } from '../../ui/quotable.ts'
import { offsetAt } from '../../ui/reading-prose.tsx'
import { nobody, type Speaker, SpeakerPanel, speakerKey, speakerOf } from './speakers.tsx'

const words = text.meetings.statements

type Props = {
  item: StatementItem
  index: number
  count: number
  speakers: readonly Speaker[]
  current: boolean
  onCurrent: () => void
  onMove: (by: number) => void
  onRemove: () => void
  onSpeaker: (speaker: Speaker) => void
  onFinding: (quote: string, at: HTMLElement | null) => void
}

type EditorProps = { id: string; label: string; caret: number | null; onDone: (said: string, back: boolean) => void }

function Editor({ id, label, caret, onDone }: EditorProps) {
  const record = useRecord('statements', id)
  const holder = useRef<HTMLDivElement>(null)
  const bind = record.bind('text')
  const loaded = !record.loading
  useLayoutEffect(() => {
    const area = holder.current?.querySelector('textarea')
    if (!area || !loaded) return
    area.focus()
    const at = caret ?? area.value.length
    area.setSelectionRange(at, at)
  }, [caret, loaded])
  const said = String(bind.value ?? '')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notices that the field inside was left
    <div
      ref={holder}
      role="presentation"
      onBlur={() => {
        bind.onBlur()
        onDone(said, false)
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Escape') return
        onDone(said, true)
      }}
    >
      <InlineProse
        bind={bind}
        label={label}
        onEnter={() => onDone(said, true)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          bind.onBlur()
          onDone(said, true)
        }}
      />
    </div>
  )
}

export function StatementRow(props: Props) {
  const { item, index, count, speakers, current, onCurrent, onMove, onRemove, onSpeaker, onFinding } = props
  const [editing, setEditing] = useState<{ caret: number | null } | null>(null)
  // until the page has been read again
  const [edited, setEdited] = useState<string | null>(null)
  const [picking, setPicking] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setPicking(false), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer has come
  useEffect(() => setEdited(null), [item.text])

  const said = edited ?? item.text ?? ''
  const speaker = speakerOf(item)
  const place = index + 1
  const find = () => {
    const selected = selectedQuote()
    onFinding(selected && row.current?.contains(selected.element) ? selected.quote : said, row.current)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    const by = event.altKey && event.shiftKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    const field = (event.target as HTMLElement).matches('textarea')
    if (by) onMove(by)
    else if (event.key === 'Enter' && event.ctrlKey && (field || event.target === row.current)) find()
    else if (event.target !== row.current || event.ctrlKey || event.altKey || event.metaKey) return
    else if (event.key === 'Enter' || event.key === 'F2') setEditing({ caret: null })
    else if (event.key === 'Delete') onRemove()
    else if (event.code === 'KeyF') find()
    else if (/^Digit\d$/.test(event.code) && !event.shiftKey) {
      const digit = Number(event.code.slice(5))
      const next = digit === 0 ? nobody : speakers[digit - 1]
      if (!next) return
      onSpeaker(next)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      ref={row}
      data-id={item.id}
      className={`statement${current ? ' statement-current' : ''}`}
      tabIndex={current ? 0 : -1}
      aria-label={`${fill(words.item, { index: place, speaker: speaker.name })}${text.common.colon}${said}`}
      onFocus={onCurrent}
      onKeyDown={onKeyDown}
    >
      <span className="statement-number" aria-hidden>
        {place}
      </span>
      <div className="statement-body">
        <div className="statement-head">
          <button
            ref={anchor}
            type="button"
            className="statement-speaker"
            aria-label={fill(words.change, { index: place, speaker: speaker.name })}
            aria-haspopup="dialog"
            onClick={() => setPicking(true)}
          >
            {speaker.person || speaker.organization ? speaker.name : <Missing>{words.unknownShort}</Missing>}
          </button>
          {picking && (
            <Popover anchor={anchor} onClose={close} role="dialog" label={words.pick}>
              <SpeakerPanel
                speakers={speakers}
                chosen={speakerKey(speaker)}
                onChoose={(next) => {
                  setPicking(false)
                  onSpeaker(next)
                }}
              />
            </Popover>
          )}
          {item.findings.map(({ id, kind }) => (
            <Link
              key={id}
              page="findings"
              id={id}
              query={{}}
              aria-label={fill(words.openFinding, {
                kind: labelOf(text.domain.findingKind, kind) ?? text.common.missing,
              })}
            >
              <KindTag kind={kind} />
            </Link>
          ))}
          <span className="statement-actions">
            <Button size="small" variant="text" tabIndex={current ? 0 : -1} onClick={find}>
              {words.finding}
              <Kbd>F</Kbd>
            </Button>
            <Menu
              label={fill(words.more, { index: place })}
              icon={Ellipsis}
              size="small"
              variant="text"
              items={[
                { label: words.edit, icon: Pencil, keys: 'Enter', onSelect: () => setEditing({ caret: null }) },
                {
                  label: words.up,
                  icon: ArrowUp,
                  keys: 'Alt Shift ↑',
                  disabled: index === 0,
                  onSelect: () => onMove(-1),
                },
                {
                  label: words.down,
                  icon: ArrowDown,
                  keys: 'Alt Shift ↓',
                  disabled: place === count,
                  onSelect: () => onMove(1),
                },
                { label: words.remove, icon: Trash2, keys: 'Delete', danger: true, onSelect: onRemove },
              ]}
            />
          </span>
        </div>
        {editing ? (
          <Editor
            id={item.id}
            label={fill(words.text, { index: place })}
            caret={editing.caret}
            onDone={(value, back) => {
              setEdited(value)
              setEditing(null)
              if (back) row.current?.focus()
            }}
          />
        ) : said ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: Enter on the row does the same
          <div
            className="statement-text"
            {...quotable(said, item.id)}
            onClick={(event) => {
              if (getSelection()?.isCollapsed)
                setEditing({ caret: offsetAt(event.currentTarget, event.clientX, event.clientY) })
            }}
          >
            {displayPunctuation(said)}
          </div>
        ) : (
          <Missing name={fill(words.text, { index: place })} onEdit={() => setEditing({ caret: null })} />
        )}
      </div>
    </li>
  )
}
