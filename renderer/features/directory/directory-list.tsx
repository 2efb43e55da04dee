/** The list of either tab. A row is read until it is opened; then its fields are edited in their columns. */
import { Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { OrganizationItem, PersonItem } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { formatPosition } from '../../ui/display.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing } from '../../ui/marks.tsx'
import { BottomStrip, Empty } from '../../ui/page.tsx'
import type { Rows } from '../../ui/pages.ts'
import { showFailure } from '../../ui/toast-store.ts'
import { removeRecords } from '../../ui/undo.ts'
import { type Column, VirtualRows } from '../../ui/virtual-rows.tsx'
import { type FieldOf, isLeaving } from './fields.tsx'

const words = text.directory
export type Tab = 'organizations' | 'people'
type Row = OrganizationItem | PersonItem
type Editing = { id: string; field: string }

type Props<R extends Row> = { tab: Tab; rows: Rows<R>; fields: readonly FieldOf<R>[]; search: string }

export function DirectoryList<R extends Row>({ tab, rows, fields, search }: Props<R>) {
  const place = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<Editing>()
  const [selection, setSelection] = useState<Set<string>>(new Set())
  const [current, setCurrent] = useState<{ row: R | undefined; index: number }>({ row: undefined, index: 0 })
  const finish = () => {
    setEditing(undefined)
    place.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }
  const remove = (ids: string[]) => {
    if (!ids.length) return
    setEditing(undefined)
    removeRecords(tab, ids).then((gone) => gone && setSelection(new Set()), showFailure)
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
        if (event.nativeEvent.isComposing || event.key !== 'Delete') return
        if ((event.target as HTMLElement).closest('input, textarea, [role="listbox"]')) return
        event.preventDefault()
        remove(selection.size ? [...selection] : current.row ? [current.row.id] : [])
      }}
    >
      <VirtualRows
        label={words.tabs[tab]}
        rows={rows}
        columns={columns}
        rowHeight={36}
        selection={selection}
        onSelect={setSelection}
        onOpen={(row) => setEditing({ id: row.id, field: first })}
        onCurrent={(row, index) => setCurrent({ row, index })}
        empty={
          <div className="page-body">
            {search ? (
              <Empty title={fill(words.noMatch, { text: search })} />
            ) : (
              <Empty title={words.empty[tab].title}>{words.empty[tab].hint}</Empty>
            )}
          </div>
        }
      />
      <BottomStrip
        keys={[
          { keys: ['↑', '↓'], label: text.common.keys.move },
          { keys: ['Enter'], label: words.keys.edit },
          { keys: ['Esc'], label: words.keys.finish },
          { keys: [text.common.keys.space], label: words.keys.select },
          { keys: ['Delete'], label: words.keys.remove },
          { keys: ['Ctrl N'], label: words.keys.create },
        ]}
        position={rows.total > 0 && formatPosition(current.index + 1, rows.total)}
        batch={
          selection.size > 0 && (
            <>
              <strong>{fill(text.common.selected, { count: selection.size })}</strong>
              {used > 0 && <span>{fill(words.used, { count: used })}</span>}
              <div className="page-actions">
                <Button onClick={() => setSelection(new Set())}>{text.common.clearSelection}</Button>
                <Button variant="danger" icon={Trash2} onClick={() => remove([...selection])}>
                  {text.common.remove}
                </Button>
              </div>
            </>
          )
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
