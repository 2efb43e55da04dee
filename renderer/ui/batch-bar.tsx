/** The bar of what is selected in a list: how many, what can be set on all of them, and what can be done with any record. */
import { ChevronDown, X } from 'lucide-react'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { Button, IconButton } from './button.tsx'
import { type Choice, ChoicePanel } from './choices.tsx'
import { formatNumber } from './display.ts'
import { duplicateAll } from './duplicate.ts'
import type { PaperOf } from './export-dialog.tsx'
import { LazyExport } from './export-menu.tsx'
import { fill } from './fill.ts'
import { type Chosen, listOf } from './list-page.tsx'
import { Menu, type MenuItem } from './menus.tsx'
import { Popover } from './popover.tsx'
import { saveAllNow, tellFailure } from './save-now.ts'
import { showToast } from './toast-store.ts'
import { removeRecords, type Value } from './undo.ts'
import { mostSelected } from './virtual-rows.tsx'
import './batch-bar.css'

const words = text.common

/** Whether so many can be changed in one go; otherwise that is said. */
export function isWithinBatch(count: number): boolean {
  if (count <= mostSelected) return true
  showToast({ message: fill(words.tooManyAtOnce, { count: formatNumber(mostSelected) }) })
  return false
}

/** One value for all of them, as one step of undo. `field` is the field in words. */
export async function setOnAll(
  entity: Entity,
  ids: readonly string[],
  values: Record<string, Value>,
  field: string,
): Promise<boolean> {
  if (!isWithinBatch(ids.length)) return false
  return saveAllNow(
    ids.map((id) => ({ entity, id, values })),
    fill(words.changedMany, { count: formatNumber(ids.length), field }),
  )
}

type Props = {
  entity: Entity
  list: Chosen
  /** What can be set on all of them. */
  children?: ReactNode
  actions?: ReactNode
  /** Of this noun, above those of any. */
  items?: readonly MenuItem[]
  /** Copies can be made of them. */
  copies?: boolean
}

export function BatchBar({ entity, list, children, actions, items = [], copies = true }: Props) {
  const { ids } = list
  const [exporting, setExporting] = useState<PaperOf | null>(null)
  const exported = listOf(list)
  return (
    <>
      <strong>{fill(words.selected, { count: formatNumber(ids.length) })}</strong>
      {children && <div className="batch-fields">{children}</div>}
      <div className="page-actions">
        {actions}
        <Menu
          label={words.more}
          size="small"
          items={[
            ...items,
            ...(copies
              ? [
                  {
                    label: ids.length === 1 ? words.duplicate : fill(words.duplicateMany, { count: ids.length }),
                    onSelect: () => void duplicateAll(entity, ids),
                  },
                ]
              : []),
            ...(exported
              ? [{ label: words.exportChosen, onSelect: () => setExporting({ ids: [...ids], list: exported }) }]
              : []),
            {
              label: words.remove,
              danger: true,
              onSelect: () => {
                if (isWithinBatch(ids.length))
                  removeRecords(entity, [...ids]).then((gone) => gone && list.clear(), tellFailure)
              },
            },
          ]}
        />
        <IconButton
          size="small"
          variant="text"
          icon={X}
          label={words.clearSelection}
          title={`${words.clearSelection} (Esc)`}
          onClick={list.clear}
        />
      </div>
      {exporting && <LazyExport paper="list" of={exporting} onClose={() => setExporting(null)} />}
    </>
  )
}

/** A button of the bar that opens a panel. */
export function BatchPanel({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <Button ref={anchor} size="small" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <ChevronDown className="icon" size={16} aria-hidden />
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close} role="dialog" label={label}>
          {children(close)}
        </Popover>
      )}
    </>
  )
}

type ChoiceProps = { label: string; choices: readonly Choice[]; onChoose: (value: string) => void }

/** One of several values for all that is selected. */
export function BatchChoice({ label, choices, onChoose }: ChoiceProps) {
  return (
    <BatchPanel label={label}>
      {(close) => (
        <ChoicePanel
          choices={choices}
          chosen={[]}
          label={label}
          onChoose={(choice) => {
            close()
            onChoose(choice.value)
          }}
        />
      )}
    </BatchPanel>
  )
}
