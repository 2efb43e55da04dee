/** Which columns a list shows, remembered on this computer. */
import { Columns3 } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { call, queryClient, readKey, useRead } from '../api.ts'
import { Button } from './button.tsx'
import { ChoicePanel } from './choices.tsx'
import { Popover } from './popover.tsx'
import { showFailure } from './toast-store.ts'
import type { Column } from './virtual-rows.tsx'

type Choices<R> = { columns: readonly Column<R>[]; hidden: readonly string[]; toggle: (key: string) => void }

/** `list` names the setting; the first column always shows, so that a row can be told from another. */
export function useColumns<R>(list: string, all: readonly Column<R>[]): Choices<R> {
  const { data: settings } = useRead('settings.get', {})
  const key = `columns.${list}`
  const saved = settings?.[key]
  const hidden = useMemo(() => (Array.isArray(saved) ? saved.filter((one) => typeof one === 'string') : []), [saved])
  const columns = useMemo(() => all.filter((column, at) => at === 0 || !hidden.includes(column.key)), [all, hidden])
  const toggle = useCallback(
    (column: string) => {
      const next = hidden.includes(column) ? hidden.filter((one) => one !== column) : [...hidden, column]
      // shown at once; what is stored follows
      queryClient.setQueryData(readKey('settings.get', {}), { ...settings, [key]: next })
      call('settings.save', { key, value: next }).catch(showFailure)
    },
    [hidden, key, settings],
  )
  return { columns, hidden, toggle }
}

type MenuProps = {
  /** Every column but the first, by its key and its word. */
  names: readonly { value: string; label: string }[]
  hidden: readonly string[]
  toggle: (key: string) => void
}

/** What the menu offers of a list: every column that is told apart by words, but the first. */
export const columnNames = <R,>(all: readonly Column<R>[]): MenuProps['names'] =>
  all.slice(1).flatMap(({ key, name, label }) => {
    const word = name ?? label
    return typeof word === 'string' && word ? [{ value: key, label: word }] : []
  })

export function ColumnMenu({ names, hidden, toggle }: MenuProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        className="filter-button"
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Columns3 className="icon" size={16} aria-hidden />
        {text.common.columns}
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close}>
          <ChoicePanel
            multiple
            choices={names}
            chosen={names.flatMap(({ value }) => (hidden.includes(value) ? [] : value))}
            label={text.common.columns}
            onChoose={({ value }) => toggle(value)}
          />
        </Popover>
      )}
    </>
  )
}
