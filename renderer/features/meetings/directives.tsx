/** 会议要求, in the order they were given: written with Enter, edited where they stand, moved with Alt+Shift+↑ ↓. */
import { ArrowDown, ArrowUp, Ellipsis, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DirectiveItem } from '../../../shared/views/ledger.ts'
import type { MeetingPage } from '../../../shared/views.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineRef } from '../../ui/inline-ref.tsx'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Menu } from '../../ui/menus.tsx'
import { moveRow, rowKeys } from '../../ui/moving-rows.ts'
import { freshId, tellFailure } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { DirectiveFoot } from './directive-foot.tsx'

const words = text.meetings.directives
const actions = text.meetings.statements

type Item = Pick<MeetingPage['directiveItems'][number], 'id' | 'text' | 'order' | 'issuerName'>

type RowProps = {
  item: Item
  /** Not there until what was just written has been read back. */
  directive: DirectiveItem | undefined
  index: number
  count: number
  onMove: (by: number) => void
  onRemove: () => void
}

const areaOf = (row: Element | null | undefined) => row?.querySelector('textarea')

function Row({ item, directive, index, count, onMove, onRemove }: RowProps) {
  const record = useRecord('directives', item.id)
  const row = useRef<HTMLLIElement>(null)
  const place = index + 1
  return (
    <li ref={row} className="directive" data-id={item.id} onKeyDown={rowKeys(onMove)}>
      <span className="statement-number" aria-hidden>
        {place}
      </span>
      <div className="directive-text">
        <InlineProse
          bind={record.bind('text')}
          label={fill(words.text, { index: place })}
          onEnter={() => {
            const next = areaOf(row.current?.nextElementSibling) ?? document.querySelector('#directive-entry textarea')
            if (next instanceof HTMLElement) next.focus()
          }}
        />
        {directive && <DirectiveFoot directive={directive} record={record} />}
      </div>
      <div className="directive-issuer">
        <InlineRef
          bind={record.bind('issuer')}
          label={fill(words.issuer, { index: place })}
          placeholder={words.issuerName}
          entity="people"
          name={item.issuerName}
        />
      </div>
      <Menu
        label={fill(words.more, { index: place })}
        icon={Ellipsis}
        size="small"
        variant="text"
        items={[
          { label: actions.up, icon: ArrowUp, keys: 'Alt Shift ↑', disabled: index === 0, onSelect: () => onMove(-1) },
          {
            label: actions.down,
            icon: ArrowDown,
            keys: 'Alt Shift ↓',
            disabled: place === count,
            onSelect: () => onMove(1),
          },
          { label: actions.remove, icon: Trash2, danger: true, onSelect: onRemove },
        ]}
      />
    </li>
  )
}

type Stored = { id: string; text: string; order: string }
type EntryProps = {
  meeting: string
  issuer: string | null
  order: string
  autoFocus: boolean
  onStored: (one: Stored) => void
}

function Entry({ meeting, issuer, order, autoFocus, onStored }: EntryProps) {
  const [id, setId] = useState(() => freshId('directives'))
  const [used, setUsed] = useState(false)
  const record = useRecord('directives', id, { meeting, issuer, order })
  const bind = record.bind('text')
  const written = String(bind.value ?? '')
  const store = () => {
    const plain = written.trim()
    if (!plain) return
    if (plain !== written) bind.onChange(plain)
    void record.flush()
    onStored({ id, text: plain, order })
    setUsed(true)
    setId(freshId('directives'))
  }
  return (
    <div className="entry directive-entry" id="directive-entry">
      <div className="entry-text">
        <InlineProse
          key={id}
          bind={{ ...bind, onBlur: () => {}, loading: false }}
          label={words.entry}
          placeholder={words.placeholder}
          autoFocus={autoFocus || used}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey) return
            event.preventDefault()
            store()
          }}
        />
      </div>
      <Button size="small" disabled={!written.trim()} onClick={store}>
        {actions.store}
        <Kbd>Enter</Kbd>
      </Button>
    </div>
  )
}

export function Directives({ page, autoFocus }: { page: MeetingPage; autoFocus: boolean }) {
  const [stored, setStored] = useState<Stored[]>([])
  const list = useRef<HTMLOListElement>(null)
  const known = new Set(page.directiveItems.map(({ id }) => id))
  const waiting = stored.filter(({ id }) => !known.has(id))
  if (waiting.length < stored.length) setStored(waiting)
  const items: Item[] = [...page.directiveItems, ...waiting.map((one) => ({ ...one, issuerName: null }))]
  const last = items.reduce<string | null>((high, { order }) => (order && (!high || order > high) ? order : high), null)
  const move = async (id: string, by: number) => {
    const to = items.findIndex((item) => item.id === id) + by
    if (await moveRow('directives', items, id, to)) areaOf(list.current?.querySelector(`[data-id="${id}"]`))?.focus()
  }
  const remove = (id: string) => {
    removeRecords('directives', [id]).catch(tellFailure)
  }
  return (
    <>
      {items.length > 0 ? (
        <ol ref={list} className="directives" aria-label={words.title}>
          {items.map((item, index) => (
            <Row
              key={item.id}
              item={item}
              directive={page.directiveItems.find(({ id }) => id === item.id)}
              index={index}
              count={items.length}
              onMove={(by) => void move(item.id, by)}
              onRemove={() => remove(item.id)}
            />
          ))}
        </ol>
      ) : (
        <p className="statements-empty second">{words.empty}</p>
      )}
      <Entry
        meeting={page.id}
        issuer={page.chair}
        order={between(last, null)}
        autoFocus={autoFocus}
        onStored={(one) => setStored((old) => [...old, one])}
      />
    </>
  )
}
