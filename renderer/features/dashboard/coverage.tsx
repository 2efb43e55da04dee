/** Which cities were visited, by how many teams, with dates: tiles that are a list with text. No map with boundaries. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Dashboard } from '../../../shared/views.ts'
import { formatDate } from '../../ui/dates.ts'
import { joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { tileMap } from './tile-maps.ts'

const words = text.dashboard
type Place = Dashboard['coverage'][number]

/** 盐城市 → 盐城: a tile is narrow, and the whole name is in its title. */
export const shortName = (name: string | null): string => (name ?? '').replace(/(市|地区|盟)$/, '')
/** 慈善项目 → 项目, 财务募捐 → 财务; several topics by their first signs: 网络募捐、慈善宣传 → 网宣. */
export function shortTopic(topics: readonly string[]): string {
  const words = topics.map((topic) => topic.replace(/^慈善(?=.)/, '').slice(0, 2))
  return words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '')
}

export const lived = (place: Place) => place.visits.filter((visit) => visit.status !== 'cancelled')
const teamsOf = (place: Place) => new Set(lived(place).map((visit) => visit.team)).size

export function dateOf(visit: Place['visits'][number]): string {
  return (formatDate(visit) ?? '').replace(' — ', '–') + (visit.inferred === 1 && visit.start ? '*' : '')
}

export function Coverage({ dashboard, campaign }: { dashboard: Dashboard; campaign: string | undefined }) {
  const { coverage } = dashboard
  const parent = coverage[0]?.region.code ? `${coverage[0].region.code.slice(0, 2)}0000` : null
  const map = tileMap(
    parent,
    coverage.map((place) => place.region.code),
  )
  const inferred = coverage.some((place) => place.visits.some((visit) => visit.inferred === 1))
  const counts = {
    twice: coverage.filter((place) => teamsOf(place) > 1).length,
    once: coverage.filter((place) => teamsOf(place) === 1).length,
    never: coverage.filter((place) => teamsOf(place) === 0).length,
  }
  const note = fill(words.coverageNote, { count: coverage.length }) + (inferred ? `；${words.inferredNote}` : '')
  return (
    <Section title={words.coverage} note={note}>
      <div className="coverage">
        <ul className={map ? 'tiles tiles-placed' : 'tiles'}>
          {coverage.map((place) => (
            <Tile
              key={place.region.id}
              place={place}
              campaign={campaign}
              at={map?.[place.region.code ?? ''] ?? undefined}
            />
          ))}
        </ul>
        <ul className={map ? 'legend legend-placed' : 'legend'}>
          {(['twice', 'once', 'never'] as const).map((key) => (
            <li key={key}>
              <span className={`swatch tile-${key}`} aria-hidden />
              {words[key]} <strong>{counts[key]}</strong>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}

function Tile({ place, campaign, at }: { place: Place; campaign: string | undefined; at?: [number, number] }) {
  const { region } = place
  const visits = lived(place)
  const teams = teamsOf(place)
  const state = teams > 1 ? 'twice' : teams === 1 ? 'once' : 'never'
  const lines = visits.map((visit) => ({
    id: visit.id,
    topic: shortTopic(visit.topics) || (visit.teamName ?? ''),
    date: visit.status === 'planned' && !visit.start ? words.planned : dateOf(visit),
  }))
  const label = fill(words.tile, {
    name: region.name ?? '',
    visits: lines.length === 0 ? words.never : joinNames(lines.map((line) => `${line.topic} ${line.date}`.trim())),
  })
  const query: Record<string, string> = campaign ? { city: region.id, campaign } : { city: region.id }
  return (
    <li style={at && { gridColumn: at[0], gridRow: at[1] }}>
      <Link page="visits" query={query} className={`tile tile-${state}`} aria-label={label} title={label}>
        <span className="tile-name">
          {shortName(region.name)}
          {teams > 1 && <span>{teams}</span>}
        </span>
        {lines.length === 0 && <span className="tile-line">{words.never}</span>}
        {lines.slice(0, 2).map((line) => (
          <span className="tile-line" key={line.id}>
            <span>{line.topic}</span>
            <span>{line.date}</span>
          </span>
        ))}
      </Link>
    </li>
  )
}
