/** Buttons that open a panel: filters, and menus of actions. */
import { ChevronDown, type LucideIcon } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { Button, type ButtonProps, IconButton, Kbd } from './button.tsx'
import { type Choice, ChoicePanel } from './choices.tsx'
import { Popover } from './popover.tsx'

type FilterProps<V extends string> = {
  label: string
  choices: readonly Choice<V>[]
  /** Empty or undefined: all. */
  value: V | '' | undefined
  onChange: (value: V | undefined) => void
  /** False where one must be chosen: no entry for all, and the button shows only the choice. */
  all?: string | false
  /** True where any choice is as good as another (an order): nothing is narrowed, nothing lights up. */
  plain?: boolean
  /** The choices are wanted: for those that cost something to read. */
  onOpen?: () => void
}

/** `调研组：全部 ▾` */
export function FilterMenu<V extends string>({
  label,
  choices,
  value,
  onChange,
  all = text.common.all,
  plain = false,
  onOpen,
}: FilterProps<V>) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const entries: Choice[] = all === false ? [...choices] : [{ value: '', label: all }, ...choices]
  const chosen = choices.find((choice) => choice.value === value)
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        className={`filter-button${chosen && !plain ? ' filter-button-set' : ''}`}
        aria-haspopup="listbox"
        aria-expanded={open}
        onPointerEnter={onOpen}
        onFocus={onOpen}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !open) {
            event.preventDefault()
            setOpen(true)
          }
        }}
      >
        {all === false ? (
          <>
            <span className="sr-only">
              {label}
              {text.common.colon}
            </span>
            {chosen?.label ?? text.common.missing}
          </>
        ) : (
          `${label}${text.common.colon}${chosen?.label ?? all}`
        )}
        <ChevronDown className="icon" size={16} aria-hidden />
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close} matchWidth>
          <ChoicePanel
            choices={entries}
            chosen={[value ?? '']}
            label={label}
            onChoose={(choice) => {
              setOpen(false)
              onChange((choice.value || undefined) as V | undefined)
            }}
          />
        </Popover>
      )}
    </>
  )
}

export type MenuItem = {
  label: string
  icon?: LucideIcon
  keys?: string
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
}

type MenuProps = {
  label: string
  items: readonly MenuItem[]
  /** An icon draws a square button; otherwise the label is written out. */
  icon?: LucideIcon
  size?: ButtonProps['size']
  variant?: ButtonProps['variant']
  children?: ReactNode
}

export function Menu({ label, items, icon, size, variant, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const button = {
    ref: anchor,
    size,
    variant,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    onClick: () => setOpen(!open),
  } as const
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at + buttons.length - 1) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    buttons[next]?.focus()
  }
  return (
    <>
      {icon ? (
        <IconButton {...button} icon={icon} label={label} />
      ) : (
        <Button {...button}>
          {children ?? label}
          <ChevronDown className="icon" size={16} aria-hidden />
        </Button>
      )}
      {open && (
        <Popover anchor={anchor} onClose={close} role="menu" label={label}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the menu is the popover; this carries its keys */}
          <div role="presentation" onKeyDown={onKeyDown}>
            {items.map(({ label: name, icon: Icon, keys, danger, disabled, onSelect }) => (
              <button
                key={name}
                type="button"
                role="menuitem"
                className={`menu-item${danger ? ' menu-item-danger' : ''}`}
                disabled={disabled}
                onClick={() => {
                  setOpen(false)
                  onSelect()
                }}
              >
                {Icon && <Icon className="icon" size={16} aria-hidden />}
                {name}
                {keys && <Kbd>{keys}</Kbd>}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}
