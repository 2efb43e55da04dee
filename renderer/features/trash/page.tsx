/** 回收站: what was put away, and the way back. Nothing here is ever cleared by itself. */
import { RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import type { Entity } from '../../../shared/domain/fields.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TrashItem } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { Button } from '../../ui/button.tsx'
import { displayPunctuation, formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ListRows, ListTools, useList } from '../../ui/list-page.tsx'
import { Missing } from '../../ui/marks.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { Empty, PageHeader } from '../../ui/page.tsx'
import { useRows } from '../../ui/pages.ts'
import { setQuery } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { announceStep } from '../../ui/undo.ts'
import type { Column } from '../../ui/virtual-rows.tsx'
import './trash.css'

const words = text.trash

/** Records of several nouns go back as one step. */
async function restore(items: readonly TrashItem[]) {
  const byNoun = new Map<Entity, string[]>()
  for (const { entity, id } of items) byNoun.set(entity, [...(byNoun.get(entity) ?? []), id])
  const each = (operation: 'records.restore' | 'records.remove') =>
    Promise.all([...byNoun].map(([entity, ids]) => call(operation, { entity, ids })))
  await each('records.restore')
  announceStep(fill(text.common.restored, { count: items.length }), {
    kind: 'action',
    undo: () => each('records.remove'),
    redo: () => each('records.restore'),
  })
}

const columns: Column<TrashItem>[] = [
  { key: 'noun', label: words.noun, width: '110px', cell: (row) => text.domain.nouns[row.entity] },
  {
    key: 'name',
    label: words.name,
    width: 'minmax(0, 1fr)',
    cell: (row) => displayPunctuation(row.title) || <Missing />,
    title: (row) => displayPunctuation(row.title),
  },
  { key: 'when', label: words.when, width: '140px', cell: (row) => formatStamp(row.deleted.at) },
  { key: 'who', label: words.who, width: 'minmax(0, 180px)', cell: (row) => row.deleted.deviceName },
  {
    key: 'restore',
    label: <span className="sr-only">{words.restore}</span>,
    width: '90px',
    align: 'end',
    cell: (row) => (
      <Button
        size="small"
        variant="text"
        tabIndex={-1}
        aria-label={fill(words.restoreOne, { name: row.title })}
        onClick={() => void restore([row]).catch(showFailure)}
      >
        {words.restore}
      </Button>
    ),
  },
]

export function Page({ query }: PageProps) {
  const { data, error, refetch } = useRead('trash.list', {})
  const search = query.text ?? ''
  const shown = useMemo(
    () => data?.filter((item) => (!query.noun || item.entity === query.noun) && item.title.includes(search)),
    [data, query.noun, search],
  )
  const rows = useRows(shown, error, () => void refetch())
  const list = useList({ name: 'trash', address: JSON.stringify([query.noun, search]), rows, columns })
  const nouns = [...new Set(data?.map((item) => item.entity))]
  const chosen = shown?.filter((item) => list.selection.has(item.id)) ?? []
  const restoreChosen = () => {
    void restore(chosen).then(list.clear, showFailure)
  }
  const filtered = Boolean(query.noun || search)
  return (
    <div className="page">
      <PageHeader
        printed
        title={words.title}
        sentence={data && data.length > 0 && fill(words.sentence, { count: data.length })}
      />
      {data && data.length > 0 && (
        <div className="filter-row">
          <SearchBox
            value={search}
            onChange={(next) => setQuery({ text: next })}
            placeholder={fill(words.searchIn, { count: data.length })}
          />
          {nouns.length > 1 && (
            <FilterMenu
              label={words.noun}
              choices={nouns.map((noun) => ({ value: noun, label: text.domain.nouns[noun] }))}
              value={query.noun as Entity | undefined}
              onChange={(noun) => setQuery({ noun })}
            />
          )}
          <span className="filter-row-end">
            <ListTools list={list} />
          </span>
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter of the list inside; a click only moves to a row */}
      <div
        className="trash-list"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || (event.target as HTMLElement).getAttribute('role') !== 'grid') return
          event.preventDefault()
          if (chosen.length) restoreChosen()
          else if (list.place.row) void restore([list.place.row]).catch(showFailure)
        }}
      >
        <ListRows
          list={list}
          label={words.label}
          rowHeight={40}
          empty={
            filtered ? (
              <Empty
                title={words.noMatchTitle}
                action={
                  <Button size="small" onClick={() => setQuery({ noun: undefined, text: undefined })}>
                    {words.clear}
                  </Button>
                }
              >
                {words.noMatchHint}
              </Empty>
            ) : (
              <Empty title={words.emptyTitle}>{words.emptyHint}</Empty>
            )
          }
          keys={[{ keys: ['Enter'], label: words.restore }]}
          batch={
            <>
              <strong>{fill(text.common.selected, { count: chosen.length })}</strong>
              <div className="page-actions">
                <Button onClick={list.clear}>{text.common.clearSelection}</Button>
                <Button variant="primary" icon={RotateCcw} onClick={restoreChosen}>
                  {fill(words.restoreMany, { count: chosen.length })}
                </Button>
              </div>
            </>
          }
        />
      </div>
    </div>
  )
}
