/** The list of either tab. A row is read until it is opened; then its fields are edited in their columns. */
import { useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { text } from '../../../shared/text/zh-cn.ts'
import type { OrganizationItem, PersonItem } from '../../../shared/views.ts'
import { BatchBar, BatchChoice, BatchPanel, setOnAll } from '../../ui/batch-bar.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { findRecords } from '../../ui/inline-ref.tsx'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { ListRows, ListTools, useList } from '../../ui/list-page.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { Missing } from '../../ui/marks.tsx'
import { Empty } from '../../ui/page.tsx'
import type { Rows } from '../../ui/pages.ts'
import { showFailure } from '../../ui/toast-store.ts'
import { removeRecords } from '../../ui/undo.ts'
import type { Column } from '../../ui/virtual-rows.tsx'
import { type FieldOf, isLeaving } from './fields.tsx'

const words = text.directory
export type Tab = 'organizations' | 'people'
type Row = OrganizationItem | PersonItem
type Editing = { id: string; field: string }

type Props<R extends Row> = {
  tab: Tab
  rows: Rows<R>
  fields: readonly FieldOf<R>[]
  search: string
  /** Where the list's tools stand: beside the tabs. */
  tools: HTMLElement | null
}

export function DirectoryList<R extends Row>({ tab, rows, fields, search, tools }: Props<R>) {
  const place = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<Editing>()
  const finish = () => {
    setEditing(undefined)
    place.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }
  const first = fields[0]!.name
  const columns: Column<R>[] = [
    ...fields.map((field) => ({
      key: field.name,
      label: field.label,
      width: field.width,
      title: editing ? undefined : field.show,
      cell: (row: R) =>
        editing?.id === row.id ? (
          <EditCell tab={tab} row={row} field={field} focus={editing.field === field.name} onEnter={finish} />
        ) : (
          <ShowCell row={row} field={field} onEdit={() => setEditing({ id: row.id, field: field.name })} />
        ),
    })),
    {
      key: 'uses',
      label: words.uses,
      width: '56px',
      align: 'end',
      cell: (row) =>
        row.uses && row.name ? (
          <Link
            page="visits"
            query={{ text: row.name }}
            tabIndex={-1}
            className="directory-uses"
            title={fill(words.usesTitle, { name: row.name })}
          >
            {row.uses}
          </Link>
        ) : (
          row.uses
        ),
    },
  ]
  const list = useList({
    name: tab,
    address: search,
    rows,
    columns,
    exported: { name: tab, filter: search ? { text: search } : {} },
  })
  const { selection } = list
  const remove = (ids: string[]) => {
    if (!ids.length) return
    setEditing(undefined)
    removeRecords(tab, ids).then((gone) => gone && list.clear(), showFailure)
  }
  const used = [...Array(Math.min(rows.total, 500)).keys()].filter((at) => {
    const row = rows.row(at)
    return row && selection.has(row.id) && row.uses > 0
  }).length
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list inside, where focus is
    <div
      ref={place}
      className="directory-list"
      onKeyDownCapture={(event) => {
        // before the field, which would keep the key to itself; losing focus saves it
        if (!editing || !isLeaving(event)) return
        event.stopPropagation()
        finish()
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || !isKey(event, 'list.remove')) return
        if ((event.target as HTMLElement).closest('input, textarea, [role="listbox"]')) return
        event.preventDefault()
        remove(selection.size ? list.ids : list.place.row ? [list.place.row.id] : [])
      }}
    >
      {tools && createPortal(<ListTools list={list} />, tools)}
      <ListRows
        list={list}
        label={words.tabs[tab]}
        rowHeight={36}
        onOpen={(row) => setEditing({ id: row.id, field: first })}
        empty={
          search ? (
            <Empty title={fill(words.noMatch, { text: search })} />
          ) : (
            <Empty title={words.empty[tab].title}>{words.empty[tab].hint}</Empty>
          )
        }
        keys={[
          { keys: ['Esc'], label: words.keys.finish },
          { keys: ['Delete'], label: words.keys.remove },
          { keys: ['Ctrl N'], label: words.keys.create },
        ]}
        batch={
          <BatchBar
            entity={tab}
            list={list}
            actions={used > 0 && <span className="batch-note">{fill(words.used, { count: used })}</span>}
          >
            {tab === 'organizations' ? (
              <BatchChoice
                label={text.domain.fields.organizations.kind}
                choices={choicesOf(text.domain.organizationKind)}
                onChoose={(kind) => void setOnAll(tab, list.ids, { kind }, text.domain.fields.organizations.kind)}
              />
            ) : (
              <BatchPanel label={text.domain.fields.people.organization}>
                {(close) => (
                  <div className="batch-field">
                    <Lookup
                      label={text.domain.fields.people.organization}
                      value=""
                      placeholder={text.common.typeToSearch}
                      className="inline-input inline-boxed"
                      autoFocus
                      search={(typed) => findRecords('organizations', typed)}
                      onChoose={({ value }) => {
                        close()
                        void setOnAll(tab, list.ids, { organization: value }, text.domain.fields.people.organization)
                      }}
                    />
                  </div>
                )}
              </BatchPanel>
            )}
          </BatchBar>
        }
      />
    </div>
  )
}

/** The mouse edits the value it points at; the keyboard opens the row. */
function ShowCell<R extends Row>({ row, field, onEdit }: { row: R; field: FieldOf<R>; onEdit: () => void }) {
  const value = field.show(row)
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`directory-value${field.name === 'name' ? ' directory-value-name' : ''}`}
      aria-label={fill(words.edit, { field: field.label, value: value ?? text.common.missing })}
      onClick={onEdit}
    >
      {value ?? <Missing />}
    </button>
  )
}

type EditProps<R extends Row> = { tab: Tab; row: R; field: FieldOf<R>; focus: boolean; onEnter: () => void }

function EditCell<R extends Row>({ tab, row, field, focus, onEnter }: EditProps<R>) {
  const record = useRecord(tab, row.id)
  const place = useRef<HTMLDivElement>(null)
  const ready = !record.loading
  // an input of this record exists only now: focus goes where the person pointed
  const focused = useRef(false)
  const attach = (element: HTMLDivElement | null) => {
    place.current = element
    if (!element || !focus || focused.current || !ready) return
    focused.current = true
    element.querySelector<HTMLElement>('input, button')?.focus()
  }
  return (
    <div ref={attach} className="directory-edit">
      {field.edit(record, { onEnter }, row)}
    </div>
  )
}
