/** 自动收发: where packages go and come from by themselves, what waits to go, and what came and asks for a person. */
import { Plus, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TargetItem } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { useSharedJob } from '../../ui/shared-job.ts'
import { CourierProgress } from './courier-progress.tsx'
import { InboxList } from './inbox-list.tsx'
import { OutboxList } from './outbox-list.tsx'
import type { Receiving } from './receiving.ts'
import { TargetForm } from './target-form.tsx'
import { TargetRow } from './target-row.tsx'
import './courier.css'

const words = text.courier

/** `null`: the list; `new`: one is being added. */
type Editing = TargetItem | 'new' | null

export function CourierPanel({ receiving }: { receiving: Receiving }) {
  const { data: targets, error, refetch } = useRead('targets.list', {})
  const job = useSharedJob('courier')
  const [editing, setEditing] = useState<Editing>(null)
  // what failed once is said where the place stands; here it would outlive its mending
  const { reset } = job
  useEffect(() => reset, [reset])
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!targets) return <Skeleton rows={6} />
  if (editing !== null) {
    return (
      <div className="exchange-panel">
        <TargetForm target={editing === 'new' ? null : editing} job={job} onDone={() => setEditing(null)} />
      </div>
    )
  }
  const isUsed = targets.some((target) => target.enabled)
  return (
    <div className="exchange-panel courier">
      <h2>{words.title}</h2>
      <p className="second">{words.sentence}</p>
      <Section
        title={words.targets}
        action={
          <span className="device-actions">
            {isUsed && (
              <Button
                size="small"
                icon={RefreshCw}
                disabled={job.running}
                onClick={() => void job.run((id) => call('courier.run', { job: id }))}
              >
                {words.run}
              </Button>
            )}
            <Button size="small" icon={Plus} onClick={() => setEditing('new')}>
              {words.add}
            </Button>
          </span>
        }
      >
        {job.running && <CourierProgress job={job} />}
        {job.error !== null && <ErrorPanel error={job.error} />}
        {targets.length === 0 && <Empty title={words.emptyTitle}>{words.emptyHint}</Empty>}
        <ul>
          {targets.map((target) => (
            <TargetRow key={target.id} target={target} onEdit={() => setEditing(target)} />
          ))}
        </ul>
      </Section>
      <InboxList receiving={receiving} />
      <OutboxList />
    </div>
  )
}
