/** 走访: the list, or one visit. */
import { useEffect } from 'react'
import type { PageProps } from '../../app.tsx'
import { replaceRoute } from '../../ui/route.ts'
import { freshId } from '../../ui/save-now.ts'
import { VisitList } from './list.tsx'
import { VisitRecord } from './record.tsx'
import './visits.css'

export function Page({ id, query }: PageProps) {
  if (id === 'new') return <NewVisit query={query} />
  return id ? <VisitRecord id={id} query={query} /> : <VisitList query={query} />
}

/** `visits/new` from other screens: an address of its own, so that coming back finds the same visit. */
function NewVisit({ query }: PageProps) {
  useEffect(() => replaceRoute('visits', { id: freshId('visits'), query: { ...query, new: '1' } }), [query])
  return null
}
