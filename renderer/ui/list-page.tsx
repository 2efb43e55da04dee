/**
 * The frame of every page that is a list: header, filters, choice of columns, export, rows, and the strip of keys that becomes the bar of
 * what is selected. A page says what its rows are and what is special about it; what people expect of any list is here.
 */
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ListName } from '../../shared/contract/papers.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { queryClient, readKey } from '../api.ts'
import { Button, Kbd } from './button.tsx'
import { onClosing } from './closing.ts'
import { ColumnMenu, columnNames, useColumns } from './column-choice.tsx'
import { formatPosition } from './display.ts'
import { ExportMenu } from './export-menu.tsx'
import { keepPlace, placeIn, rememberPlaces, storePlaces } from './list-places.ts'
import { BottomStrip, Empty, type KeyHint, PageHeader } from './page.tsx'
import { type Rows, readRows } from './pages.ts'
import { cameFrom, currentRoute, setQuery } from './route.ts'
import { isNarrow, useMedia } from './use-media.ts'
import { type Column, VirtualRows, type VirtualRowsProps } from './virtual-rows.tsx'

const words = text.common.keys

type ListInput<R> = {
  /** Its name in the settings, also where it is not a list of records. */
  name: string
  /** What it shows now, filters and order: with another, selection and place begin anew. */
  address: string
  rows: Rows<R>
  columns: readonly Column<R>[]
  /** How it is exported, where it can be. */
  exported?: { name: ListName; filter: object } | undefined
}

export type List<R extends { id: string }> = ReturnType<typeof useList<R>>

/** What one has selected and stands on in a list, and which of its columns show. */
export function useList<R extends { id: string }>({ name, address, rows, columns: all, exported }: ListInput<R>) {
  const { columns, hidden, toggle } = useColumns(name, all)
  const [selected, setSelected] = useState<{ address: string; ids: ReadonlySet<string> }>({ address, ids: new Set() })
  const [place, setPlace] = useState<{ row: R | undefined; index: number }>({ row: undefined, index: 0 })
  const selection = selected.address === address ? selected.ids : none
  const start = useRef<{ address: string; index: number | undefined }>(undefined)
  if (!start.current) {
    rememberPlaces(queryClient.getQueryData<Record<string, unknown>>(readKey('settings.get', {})) ?? {})
    start.current = { address, index: startOf(name, address) }
  }
  // another list than the one the page began with
  if (start.current.address !== address) start.current = { address, index: placeIn(name, address) }
  useEffect(() => {
    const forget = onClosing(storePlaces)
    return () => {
      forget()
      void storePlaces()
    }
  }, [])
  return {
    name,
    address,
    rows,
    all,
    columns,
    hidden,
    toggle,
    exported,
    selection,
    ids: [...selection],
    /** Every row that is selected, loaded or not. */
    chosen: async () => (await readRows(rows, rows.total)).filter(({ id }) => selection.has(id)),
    select: (ids: ReadonlySet<string>) => setSelected({ address, ids }),
    clear: () => setSelected({ address, ids: none }),
    place,
    stand: (row: R | undefined, index: number) => {
      setPlace({ row, index })
      if (row) keepPlace(name, { address, index })
    },
    start: start.current.index,
    opened: cameFrom()?.page === currentRoute().page ? cameFrom()?.id : undefined,
  }
}
/** Where the record one comes back from stands, else where the list was left; `undefined`: its record is looked for. */
function startOf(name: string, address: string): number | undefined {
  const from = cameFrom()
  if (!from?.id || from.page !== currentRoute().page) return placeIn(name, address)
  const at = Number(from.query.at ?? Number.NaN)
  return Number.isSafeInteger(at) && at >= 0 ? at : undefined
}

const none: ReadonlySet<string> = new Set()

/** What the bar of what is selected needs of a list; `columns` left out: all. */
export type Chosen = Pick<List<never>, 'ids' | 'clear' | 'exported'> & { columns?: readonly { key: string }[] }

/** The list as `papers.export` takes it: without filters that are not set. */
export const listOf = ({ exported, columns }: Pick<Chosen, 'exported' | 'columns'>) =>
  exported && {
    name: exported.name,
    filter: Object.fromEntries(Object.entries(exported.filter).filter(([, value]) => value !== undefined)) as Record<
      string,
      string | boolean
    >,
    ...(columns ? { columns: columns.map(({ key }) => key) } : {}),
  }

type ToolsProps<R extends { id: string }> = {
  list: List<R>
  /** The page's header exports it. */
  withoutExport?: boolean
}

/** Its columns, and its way to Excel. */
export function ListTools<R extends { id: string }>({ list, withoutExport = false }: ToolsProps<R>) {
  const exported = withoutExport ? undefined : listOf(list)
  return (
    <>
      <ColumnMenu names={columnNames(list.all)} hidden={list.hidden} toggle={list.toggle} />
      {exported && <ExportMenu papers={['list']} of={{ list: exported }} size="small" disabled={!list.rows.total} />}
    </>
  )
}

type RowsProps<R extends { id: string }> = Pick<
  VirtualRowsProps<R>,
  'label' | 'rowHeight' | 'onOpen' | 'onPeek' | 'group' | 'quietSelect'
> & {
  list: List<R>
  /** What stands instead of rows. */
  empty: ReactNode
  /** Beside the rows, and between them and the strip. */
  beside?: ReactNode
  below?: ReactNode
  /** How much of the page the rows take, where that is not all. */
  style?: CSSProperties
  /** Of this list, between those of any list. */
  keys?: readonly KeyHint[]
  /** The bar of what is selected. */
  batch?: ReactNode
  /** In front of the place in the list. */
  position?: ReactNode
}

/** Rows and strip. */
export function ListRows<R extends { id: string }>({
  list,
  empty,
  beside,
  below,
  style,
  keys = [],
  batch,
  position,
  ...rest
}: RowsProps<R>) {
  const narrow = useMedia(isNarrow)
  const { rows, place, selection } = list
  return (
    <>
      <div className="list-rows" style={style}>
        <VirtualRows
          // another list starts at its own place
          key={list.address}
          {...rest}
          rows={rows}
          columns={list.columns}
          selection={selection}
          onSelect={list.select}
          onCurrent={list.stand}
          currentIndex={list.start}
          currentId={list.opened}
          empty={<div className="page-body">{empty}</div>}
          autoFocus
        />
        {beside}
      </div>
      {below}
      <BottomStrip
        batch={selection.size > 0 && batch}
        keys={[
          { keys: ['↑', '↓'], label: words.move },
          ...(rest.onOpen ? [{ keys: ['Enter'], label: words.open }] : []),
          rest.onPeek ? { keys: [words.space], label: words.peek } : { keys: [words.space], label: words.select },
          ...keys,
          ...(narrow || rows.total === 0 ? [] : [{ keys: ['Ctrl C'], label: words.copy }]),
        ]}
        position={
          <>
            {position}
            {rows.total > 0 && formatPosition(Math.min(place.index, rows.total - 1) + 1, rows.total)}
          </>
        }
      />
    </>
  )
}

type EmptyProps = {
  /** Nothing fits the filters: how they are called, and what takes them away. */
  filtered: boolean
  noMatch: string
  noFilters: Record<string, undefined>
  title: string
  /** Before and behind the key that makes the first one. */
  hint?: readonly [before: ReactNode, behind: ReactNode]
  action?: ReactNode
}

/** Why there is no row. */
export function ListEmpty({ filtered, noMatch, noFilters, title, hint, action }: EmptyProps) {
  if (filtered) {
    return (
      <Empty
        title={noMatch}
        action={
          <Button size="small" onClick={() => setQuery(noFilters)}>
            {text.common.clearFilters}
          </Button>
        }
      />
    )
  }
  return (
    <Empty title={title} action={action}>
      {hint && (
        <>
          {hint[0]}
          <Kbd>Ctrl N</Kbd>
          {hint[1]}
        </>
      )}
    </Empty>
  )
}

type PageProps<R extends { id: string }> = Omit<RowsProps<R>, 'empty'> & {
  title: ReactNode
  sentence?: ReactNode
  actions?: ReactNode
  filters?: ReactNode
  empty: EmptyProps
  /** Between the filters and the columns, e.g. an order. */
  tools?: ReactNode
}

/** A page that is nothing but its list. */
export function ListPage<R extends { id: string }>({
  title,
  sentence,
  actions,
  filters,
  tools,
  empty,
  ...rest
}: PageProps<R>) {
  return (
    <div className="page">
      <PageHeader printed title={title} sentence={sentence} actions={actions} />
      <div className="filter-row">
        {filters}
        {empty.filtered && (
          <Button size="small" variant="text" onClick={() => setQuery(empty.noFilters)}>
            {text.common.clearFilters}
          </Button>
        )}
        <span className="filter-row-end">
          {tools}
          <ListTools list={rest.list} />
        </span>
      </div>
      <ListRows {...rest} empty={<ListEmpty {...empty} />} />
    </div>
  )
}
