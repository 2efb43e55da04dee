/** 听取汇报: one team after another on the whole screen, for a projector and the keyboard. */
import { useEffect } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { Link } from '../../ui/link.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { replaceRoute } from '../../ui/route.ts'
import { Hearing } from './hearing.tsx'
import './hearing.css'

const words = text.office.hearing

export function Page({ id, query }: PageProps) {
  const enabled = Boolean(id)
  const { data: items, error, refetch } = useRead('meetings.hearing', { id: id ?? '' }, { enabled, keep: false })
  useEffect(() => {
    if (!id) replaceRoute('meetings')
  }, [id])
  if (items?.length && id) return <Hearing meeting={id} items={items} start={Number(query.at) || 0} />
  return (
    <div className="sheet-message">
      <h1 className="sr-only">{words.name}</h1>
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : items ? (
        <Empty
          title={words.empty}
          action={
            <Link page="meetings" id={id} query={{}}>
              {words.toMeeting}
            </Link>
          }
        />
      ) : (
        <Skeleton rows={6} />
      )}
    </div>
  )
}
