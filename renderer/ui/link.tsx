/** A link inside the window. Ctrl+click is ours too: there is one window. */
import type { AnchorHTMLAttributes, ReactNode } from 'react'
import { go, hrefTo, type Query } from './route.ts'

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'id'> & {
  page: string
  id?: string
  query?: Query
  children: ReactNode
}

export function Link({ page, id, query, children, onClick, ...rest }: Props) {
  return (
    <a
      {...rest}
      href={hrefTo(page, { id, query })}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented) return
        event.preventDefault()
        go(page, { id, query })
      }}
    >
      {children}
    </a>
  )
}
