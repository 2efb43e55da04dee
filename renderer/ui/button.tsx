/** Buttons and the picture of a key. */
import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import './button.css'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** Default `normal`. */
  variant?: 'primary' | 'normal' | 'text' | 'danger'
  /** Default `middle`: 36 px. Small 30, large 44. */
  size?: 'small' | 'middle' | 'large'
  icon?: LucideIcon
  ref?: Ref<HTMLButtonElement>
  children?: ReactNode
}

const classes = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ')

export function Button({ variant = 'normal', size = 'middle', icon: Icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(
        'button',
        variant !== 'normal' && `button-${variant}`,
        size !== 'middle' && `button-${size}`,
        className,
      )}
    >
      {Icon && <Icon className="icon" size={size === 'small' ? 16 : 18} aria-hidden />}
      {children}
    </button>
  )
}

/** An icon alone always has a name. */
export function IconButton({ label, className, ...rest }: Omit<ButtonProps, 'children'> & { label: string }) {
  return (
    <Button {...rest} aria-label={label} title={rest.title ?? label} className={classes('button-icon', className)} />
  )
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>
}
