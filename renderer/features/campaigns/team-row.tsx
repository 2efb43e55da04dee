/** One team on one line with its counts and cities, and its editor below when folded out. */
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Ellipsis, FileOutput, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TeamItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { joinNames } from '../../ui/display.ts'
import type { Defaults } from '../../ui/edit-session.ts'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing } from '../../ui/marks.tsx'
import { Menu, type MenuItem } from '../../ui/menus.tsx'
import { TeamEditor } from './team-editor.tsx'

const words = text.campaigns.teams

export const headId = (id: string) => `team-${id}`

type Props = {
  id: string
  /** `null`: nothing of it is stored yet. */
  team: TeamItem | null
  defaults: Defaults
  year: number | undefined
  open: boolean
  isNew: boolean
  onToggle: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onRemove: () => void
}

/** Name and title as one says them: 高晓平副会长. */
function useLeader(team: TeamItem | null): string | null {
  const leader = team?.leader ?? null
  const { data } = useRead(
    'records.get',
    { entity: 'people', id: leader ?? '' },
    { enabled: leader !== null, keep: false },
  )
  if (!leader) return null
  return `${data?.fields.name ?? team?.leaderName ?? ''}${data?.fields.title ?? ''}` || null
}

export function TeamRow({ id, team, defaults, year, open, isNew, onToggle, onUp, onDown, onRemove }: Props) {
  const leader = useLeader(team)
  const spoken = leader ?? team?.name ?? words.unborn
  const Chevron = open ? ChevronDown : ChevronRight
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.key === 'ArrowUp' ? onUp : event.key === 'ArrowDown' ? onDown : undefined
    if (!event.ctrlKey || event.altKey || !act) return
    event.preventDefault()
    act()
  }
  const [exporting, setExporting] = useState(false)
  const items: MenuItem[] = [
    ...(team ? [{ label: words.itinerary, icon: FileOutput, onSelect: () => setExporting(true) }] : []),
    ...(onUp ? [{ label: words.up, icon: ArrowUp, keys: 'Ctrl ↑', onSelect: onUp }] : []),
    ...(onDown ? [{ label: words.down, icon: ArrowDown, keys: 'Ctrl ↓', onSelect: onDown }] : []),
    { label: words.remove, icon: Trash2, danger: true, onSelect: onRemove },
  ]
  const topics = team?.topics.length ? joinNames(team.topics) : null
  return (
    <li className={open ? 'team team-open' : 'team'}>
      <div className="team-head">
        <button
          type="button"
          id={headId(id)}
          className="team-toggle"
          aria-expanded={open}
          aria-controls={`${headId(id)}-editor`}
          aria-keyshortcuts="Control+ArrowUp Control+ArrowDown"
          onClick={onToggle}
          onKeyDown={onKeyDown}
        >
          <Chevron className="icon" size={18} aria-hidden />
          <strong>{leader ?? (team ? words.noLeader : words.unborn)}</strong>
          {topics && <span className="team-topics">{topics}</span>}
          {team?.name && <span className="faint">{team.name}</span>}
        </button>
        {team && <Counts team={team} />}
        <Menu label={fill(words.more, { name: spoken })} icon={Ellipsis} size="small" variant="text" items={items} />
      </div>
      {exporting && <ExportDialog paper="itinerary" of={{ ids: [id] }} onClose={() => setExporting(false)} />}
      {team && !open && <Cities team={team} />}
      {open && (
        <div id={`${headId(id)}-editor`} className="team-editor">
          {!team && <p className="faint">{words.unbornHint}</p>}
          <TeamEditor id={id} team={team} defaults={defaults} year={year} focus={isNew && !team} />
        </div>
      )}
    </li>
  )
}

function Counts({ team }: { team: TeamItem }) {
  const { id, visits, plannedVisits, undated, findings } = team
  return (
    <span className="team-counts">
      <Link page="visits" query={{ team: id }}>
        {fill(words.visits, { count: visits })}
      </Link>
      {plannedVisits > 0 && (
        <Link page="visits" query={{ team: id, status: 'planned' }}>
          {fill(words.planned, { count: plannedVisits })}
        </Link>
      )}
      {undated > 0 && (
        <Link page="visits" query={{ team: id, dated: 'missing' }}>
          {fill(words.undated, { count: undated })}
        </Link>
      )}
      <Link page="findings" query={{ team: id }}>
        {fill(words.findings, { count: findings })}
      </Link>
    </span>
  )
}

/** A filled knot where the team has been, a hollow one where it is still to go. */
function Cities({ team }: { team: TeamItem }) {
  if (!team.regionNames.length) {
    return (
      <p className="team-cities">
        {words.cities} <Missing />
      </p>
    )
  }
  return (
    <ul className="team-cities" aria-label={words.cities}>
      {team.regionNames.map(({ id, name }) => {
        const visited = team.visitedRegions.includes(id)
        return (
          <li key={id}>
            <Link
              page="visits"
              query={{ team: team.id, city: id }}
              className={visited ? 'team-city team-city-visited' : 'team-city'}
              title={visited ? words.visited : words.notVisited}
            >
              {name ?? text.common.unnamed}
              <span className="sr-only">
                {text.common.comma}
                {visited ? words.visited : words.notVisited}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
