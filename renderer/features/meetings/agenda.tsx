/** 议程 of an office meeting: a line a team, from their reports; moved by key or by dragging; heard on one screen. */
import { ArrowDown, ArrowUp, Ellipsis, GripVertical, Presentation, Trash2 } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { AgendaLine, AgendaProposal } from '../../../shared/views/office.ts'
import { newId, useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { joinNames, labelOf } from '../../ui/display.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineRef } from '../../ui/inline-ref.tsx'
import { InlineProse, InlineText } from '../../ui/inline-text.tsx'
import { Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/menus.tsx'
import { moveRow, rowKeys } from '../../ui/moving-rows.ts'
import { ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { go } from '../../ui/route.ts'
import { saveAllNow, tellFailure } from '../../ui/save-now.ts'
import { createRecord, removeRecords } from '../../ui/undo.ts'

const words = text.office.agenda
/** What a dragged line is known by, so that dropped files and texts are none. */
const dragType = 'application/x-shanyan-agenda'

function titleOf({ leaderName, leaderTitle, teamName, topics }: AgendaProposal): string {
  if (!leaderName) return fill(words.generatedTeam, { team: teamName ?? text.common.unnamed })
  return fill(words.generatedTitle, { leader: leaderName, title: leaderTitle ?? '', topics: joinNames(topics) })
}

const lastOrder = (items: readonly AgendaLine[]) =>
  items.reduce<string | null>((high, { order }) => (order && (!high || order > high) ? order : high), null)

/** A line for every team that has none, with its report where there is one. */
async function generate(meeting: string, items: readonly AgendaLine[], proposals: readonly AgendaProposal[]) {
  let order = lastOrder(items)
  const records = proposals.map((proposal) => {
    order = between(order, null)
    const values = {
      ...{ meeting, title: titleOf(proposal), team: proposal.team, order },
      ...(proposal.leader ? { presenter: proposal.leader } : {}),
      ...(proposal.document ? { document: proposal.document } : {}),
    }
    return { entity: 'agendaItems' as const, id: newId(), values }
  })
  await saveAllNow(records, fill(words.generated, { count: records.length }))
}

export function Agenda({ meeting }: { meeting: string }) {
  const { data, error, refetch } = useRead('meetings.agenda', { id: meeting }, { keep: false })
  const list = useRef<HTMLOListElement>(null)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={2} />
  const { items, proposals } = data
  const move = async (id: string, to: number) => {
    if (await moveRow('agendaItems', items, id, to))
      list.current?.querySelector<HTMLElement>(`[data-id="${id}"] input`)?.focus()
  }
  return (
    <Section
      title={words.title}
      note={items.length > 0 && fill(words.count, { count: items.length })}
      action={
        <span className="agenda-actions">
          {proposals.length > 0 && (
            <Button size="small" onClick={() => void generate(meeting, items, proposals)}>
              {words.generate}
            </Button>
          )}
          {items.length > 0 && (
            <Button size="small" variant="primary" icon={Presentation} onClick={() => go('hearing', { id: meeting })}>
              {words.hear}
            </Button>
          )}
        </span>
      }
    >
      {items.length === 0 ? (
        <p className="second statements-empty">{words.empty}</p>
      ) : (
        <ol ref={list} className="directives" aria-label={words.title}>
          {items.map((item, index) => (
            <Row
              key={item.id}
              item={item}
              index={index}
              count={items.length}
              onMove={(to) => void move(item.id, to)}
              onDropped={(id) => void move(id, index)}
            />
          ))}
        </ol>
      )}
      <Entry meeting={meeting} order={between(lastOrder(items), null)} />
    </Section>
  )
}

type RowProps = {
  item: AgendaLine
  index: number
  count: number
  onMove: (to: number) => void
  onDropped: (id: string) => void
}

function Row({ item, index, count, onMove, onDropped }: RowProps) {
  const record = useRecord('agendaItems', item.id)
  const [over, setOver] = useState(false)
  const place = index + 1
  const isOurs = (event: DragEvent) => event.dataTransfer.types.includes(dragType)
  return (
    <li
      className={over ? 'directive agenda agenda-over' : 'directive agenda'}
      data-id={item.id}
      onKeyDown={rowKeys((by) => onMove(index + by))}
      onDragOver={(event) => {
        if (!isOurs(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        if (!isOurs(event)) return
        event.preventDefault()
        const id = event.dataTransfer.getData(dragType)
        if (id && id !== item.id) onDropped(id)
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the row's keys and its menu do the same */}
      <span
        className="agenda-grip"
        draggable
        title={fill(words.drag, { index: place })}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, item.id)
          event.dataTransfer.effectAllowed = 'move'
        }}
      >
        <GripVertical size={16} aria-hidden />
        {place}
      </span>
      <div className="directive-text">
        <InlineText bind={record.bind('title')} label={fill(words.item, { index: place })} />
        <p className="agenda-about second">
          {item.documentItem ? (
            <Link page="documents" id={item.documentItem.id} query={{}}>
              {item.documentItem.title ?? words.document}
            </Link>
          ) : (
            item.team && <span className="missing">{words.documentNone}</span>
          )}
          {item.heard && <span>{labelOf(text.office.hearing.heard, item.heard)}</span>}
        </p>
        {item.note !== null && <InlineProse bind={record.bind('note')} label={words.note} />}
      </div>
      <div className="directive-issuer">
        <InlineRef
          bind={record.bind('presenter')}
          label={fill(words.presenter, { index: place })}
          placeholder={words.presenterName}
          entity="people"
          name={item.presenterName}
        />
      </div>
      <Menu
        label={fill(words.more, { index: place })}
        icon={Ellipsis}
        size="small"
        variant="text"
        items={[
          {
            label: words.up,
            icon: ArrowUp,
            keys: 'Alt Shift ↑',
            disabled: index === 0,
            onSelect: () => onMove(index - 1),
          },
          {
            label: words.down,
            icon: ArrowDown,
            keys: 'Alt Shift ↓',
            disabled: place === count,
            onSelect: () => onMove(index + 1),
          },
          {
            label: words.remove,
            icon: Trash2,
            danger: true,
            onSelect: () => void removeRecords('agendaItems', [item.id]).catch(tellFailure),
          },
        ]}
      />
    </li>
  )
}

function Entry({ meeting, order }: { meeting: string; order: string }) {
  const [written, setWritten] = useState('')
  const store = async () => {
    const title = written.trim()
    if (!title) return
    try {
      await createRecord('agendaItems', newId(), { meeting, title, order })
      setWritten('')
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <div className="entry directive-entry" id="agenda-entry">
      <div className="entry-text">
        <input
          className="inline-input"
          aria-label={words.entry}
          placeholder={words.placeholder}
          value={written}
          autoComplete="off"
          spellCheck={false}
          data-dirty={written !== ''}
          onChange={(event) => setWritten(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.key !== 'Enter') return
            event.preventDefault()
            void store()
          }}
        />
      </div>
      <Button size="small" disabled={!written.trim()} onClick={() => void store()}>
        {words.store}
        <Kbd>Enter</Kbd>
      </Button>
    </div>
  )
}
