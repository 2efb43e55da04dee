/** Ctrl+N and the button: a page for a visit that is stored with the first thing written. */
import { useEffect } from 'react'
import { isKey } from '../../ui/key-map.ts'
import { go, type Query } from '../../ui/route.ts'
import { freshId } from '../../ui/save-now.ts'
import { listQuery } from './filter.ts'

export const openNew = (query: Query) =>
  go('visits', { id: freshId('visits'), query: { ...listQuery(query), new: '1' } })

export function useNewKey(query: Query) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || !isKey(event, 'everywhere.create')) return
      if (document.querySelector('[aria-modal="true"]')) return
      event.preventDefault()
      openNew(query)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [query])
}
