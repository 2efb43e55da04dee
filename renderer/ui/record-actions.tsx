/** What every record's head offers beside its own: the way to its open questions, and to what was written and where it went. */
import { Copy, Ellipsis, History, Trash2, TriangleAlert } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { duplicate } from './duplicate.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { Menu, type MenuItem } from './menus.tsx'
import { tellFailure } from './save-now.ts'
import { removeRecords } from './undo.ts'
import './marks.css'

const RecordHistory = lazy(async () => ({ default: (await import('./record-history.tsx')).RecordHistory }))

type MenuProps = {
  entity: Entity
  id: string
  /** Of the record, above its history. */
  title: string
  removeLabel: string
  onRemoved: () => void
  /** The page a copy opens on; left out, the record is not copied. */
  copyTo?: string
  /** Of this noun, above the others. */
  items?: readonly MenuItem[]
}

/** What can be done with any record. */
export function RecordMenu({ entity, id, title, removeLabel, onRemoved, copyTo, items = [] }: MenuProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Menu
        label={text.common.more}
        icon={Ellipsis}
        items={[
          ...items,
          ...(copyTo
            ? [{ label: text.common.duplicate, icon: Copy, onSelect: () => void duplicate(entity, id, copyTo) }]
            : []),
          { label: text.history.menu, icon: History, onSelect: () => setOpen(true) },
          {
            label: removeLabel,
            icon: Trash2,
            danger: true,
            onSelect: () => void removeRecords(entity, [id]).then((gone) => gone && onRemoved(), tellFailure),
          },
        ]}
      />
      {open && (
        <Suspense fallback={null}>
          <RecordHistory entity={entity} id={id} title={title} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Nothing where nothing is asked. */
export function ConflictMark({ id, count }: { id: string; count: number }) {
  if (count === 0) return null
  return (
    <Link page="exchange" query={{ record: id }} className="conflict-mark">
      <TriangleAlert className="icon" size={16} aria-hidden />
      {fill(text.common.conflicts, { count })}
    </Link>
  )
}
