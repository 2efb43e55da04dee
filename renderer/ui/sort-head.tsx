/** A column head that sorts: one press by this column, another the other way round. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import './rows.css'

type Props = {
  label: string
  sorted: 'ascending' | 'descending' | 'none'
  onSort: () => void
}

export function SortHead({ label, sorted, onSort }: Props) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      className={`sort-head${sorted === 'none' ? '' : ' sort-head-set'}`}
      title={fill(text.common.sortBy, { name: label })}
      onClick={onSort}
      // the list's own keys must not open a row from here
      onKeyDown={(event) => event.stopPropagation()}
    >
      {label}
      <Arrow className="icon" size={14} aria-hidden />
    </button>
  )
}
