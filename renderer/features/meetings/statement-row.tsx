/** One statement: read first, edited in place; alone it has the focus and its own keys. */
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { StatementItem } from '../../../shared/views.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing } from '../../ui/marks.tsx'
import { Menu } from '../../ui/menus.tsx'
import { rowStep } from '../../ui/moving-rows.ts'
import { Popover } from '../../ui/popover.tsx'
import { quotable, selectedQuote } from '../../ui/quotable.ts'
import { offsetAt } from '../../ui/reading-prose.tsx'
import { formatClock } from '../../ui/sound.ts'
import { PlayButton } from '../../ui/sound-bar.tsx'
import { nobody, type Speaker, SpeakerPanel, speakerKey, speakerOf } from '../../ui/speakers.tsx'
import { StatementEditor } from '../../ui/statement-editor.tsx'

const words = text.meetings.statements

type Props = {
  item: StatementItem
  index: number
  count: number
  speakers: readonly Speaker[]
  current: boolean
  /** Its sound is playing. */
  heard: boolean
  /** Its recording is here. */
  playable: boolean
  onCurrent: () => void
  onMove: (by: number) => void
  onRemove: () => void
  onSpeaker: (speaker: Speaker) => void
  onFinding: (quote: string, at: HTMLElement | null) => void
}

export function StatementRow(props: Props) {
  const { item, index, count, speakers, current, heard, playable, onCurrent, onMove, onRemove, onSpeaker, onFinding } =
    props
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
    const by = rowStep(event)
    const field = (event.target as HTMLElement).matches('textarea')
    if (by) onMove(by)
    else if (isKey(event, 'record.findingWritten') && (field || event.target === row.current)) find()
    else if (event.target !== row.current || event.ctrlKey || event.altKey || event.metaKey) return
    else if (event.key === 'Enter' || isKey(event, 'record.edit')) setEditing({ caret: null })
    else if (isKey(event, 'list.remove')) onRemove()
    else if (isKey(event, 'record.finding')) find()
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
      className={`statement${current ? ' statement-current' : ''}${heard ? ' statement-heard' : ''}`}
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
          {playable && item.recording && item.audioOffset !== null && (
            <PlayButton
              recording={item.recording}
              at={item.audioOffset}
              tabIndex={current ? 0 : -1}
              label={fill(text.sound.playFrom, { time: formatClock(item.audioOffset), index: place })}
            />
          )}
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
          <StatementEditor
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
