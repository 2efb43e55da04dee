/** What a team plans: a city and a date in one line make a visit with the status 计划. */
import { Trash2 } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TeamItem, VisitItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineDate } from '../../ui/inline-date.tsx'
import { Link } from '../../ui/link.tsx'
import { ErrorPanel } from '../../ui/page.tsx'
import { removeRecords } from '../../ui/undo.ts'
import { PlanLine } from './plan-line.tsx'

const words = text.campaigns.plan

export function Planned({ team, year }: { team: TeamItem; year: number | undefined }) {
  const { data, error, refetch } = useRead('visits.list', { team: team.id, offset: 0, limit: 500 }, { keep: false })
  const planned = data?.rows.filter(({ status }) => status === 'planned')
  const arranged = new Set(data?.rows.map(({ region }) => region))
  // until the visits are known no city is said to be open
  const open = data ? team.regionNames.filter(({ id }) => !arranged.has(id) && !team.visitedRegions.includes(id)) : []
  return (
    <section className="plan" aria-label={words.title}>
      <h3>
        {words.title}
        {planned && planned.length > 0 && <span className="faint">{fill(words.count, { count: planned.length })}</span>}
        <Link page="visits" query={{ team: team.id }} className="plan-all">
          {words.all}
        </Link>
      </h3>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {planned?.length === 0 && <p className="faint plan-none">{words.none}</p>}
      {planned && planned.length > 0 && (
        <ul className="plan-list">
          {planned.map((visit) => (
            <PlannedVisit key={visit.id} visit={visit} year={year} />
          ))}
        </ul>
      )}
      <PlanLine team={team} year={year} open={open} />
    </section>
  )
}

function PlannedVisit({ visit, year }: { visit: VisitItem; year: number | undefined }) {
  const record = useRecord('visits', visit.id)
  const name = visit.regionName ?? text.common.unnamed
  return (
    <li>
      <Link page="visits" id={visit.id} className="plan-city">
        {name}
      </Link>
      <InlineDate
        record={record}
        label={words.date}
        fields={{ start: 'start', end: 'end', precision: 'precision' }}
        year={year}
      />
      <IconButton
        size="small"
        variant="text"
        icon={Trash2}
        label={fill(words.remove, { name })}
        onClick={() => void removeRecords('visits', [visit.id])}
      />
    </li>
  )
}
