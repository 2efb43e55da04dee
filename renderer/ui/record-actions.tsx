/** What every record's head offers beside its own: the way to its open questions, and to what was written and where it went. */
import { History, TriangleAlert } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import type { MenuItem } from './menus.tsx'
import './marks.css'

const RecordHistory = lazy(async () => ({ default: (await import('./record-history.tsx')).RecordHistory }))

/** An entry for the record's menu, and the panel it opens. */
export function useRecordHistory(entity: Entity, id: string, title: string): { item: MenuItem; panel: ReactNode } {
  const [open, setOpen] = useState(false)
  return {
    item: { label: text.history.menu, icon: History, onSelect: () => setOpen(true) },
    panel: open && (
      <Suspense fallback={null}>
        <RecordHistory entity={entity} id={id} title={title} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  }
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
