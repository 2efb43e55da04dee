/** 速记: a running symposium taken down on one screen, with nothing beside it. */
import { useEffect } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { Link } from '../../ui/link.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { replaceRoute } from '../../ui/route.ts'
import { LiveNotes } from './live-notes.tsx'
import './notes.css'

const words = text.notes

export function Page({ id }: PageProps) {
  const {
    data: page,
    error,
    refetch,
  } = useRead('meetings.page', { id: id ?? '' }, { enabled: Boolean(id), keep: false })
  const { data: visit } = useRead(
    'visits.page',
    { id: page?.visit ?? '' },
    { enabled: Boolean(page?.visit), keep: false },
  )
  useEffect(() => {
    if (!id) replaceRoute('meetings')
  }, [id])
  if (page) return <LiveNotes page={page} visit={visit ?? null} />
  return (
    <div className="sheet-message">
      <h1 className="sr-only">{words.name}</h1>
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : page === null ? (
        <Empty title={words.gone} action={<Link page="meetings">{words.toList}</Link>} />
      ) : (
        <Skeleton rows={6} />
      )}
    </div>
  )
}
