/** The teams: what they still owe headquarters, and which city each went to. */
import { Fragment } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Dashboard } from '../../../shared/views.ts'
import { joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing } from '../../ui/marks.tsx'
import { Section } from '../../ui/page.tsx'
import { dateOf, lived, shortName, shortTopic } from './coverage.tsx'

const words = text.dashboard
type Teams = Dashboard['teams']

/** ○ open, ✓ there: always with its word. */
function Mark({ done, children }: { done: boolean; children: string }) {
  return (
    <span className={done ? 'hand-mark hand-done' : 'hand-mark'}>
      <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
        <circle cx="7" cy="7" r="5.6" />
        {done && <path d="M4.4 7.2l1.9 1.9 3.4-3.8" />}
      </svg>
      {children}
    </span>
  )
}

/** What each team has handed in; a team whose records were all written on this computer owes nothing. */
export function HandIn({ teams }: { teams: Teams }) {
  return (
    <Section title={words.hand} note={fill(words.handNote, { count: teams.filter((team) => !team.received).length })}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.team}</th>
            <th scope="col">{words.package}</th>
            <th scope="col">{words.dates}</th>
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id}>
              <th scope="row">
                <Link page="visits" query={{ team: team.id }} className="quiet-link">
                  <strong>{team.leaderName ?? team.name ?? <Missing />}</strong>
                  <span className="faint">{joinNames(team.topics)}</span>
                </Link>
              </th>
              <td>
                <Mark done={team.received}>{team.received ? words.received : words.notReceived}</Mark>
              </td>
              <td>
                {team.undated === 0 ? (
                  `${team.dated} / ${team.visits}`
                ) : (
                  <Link page="visits" query={{ team: team.id, dated: 'missing' }} className="quiet-link">
                    <Mark done={false}>{fill(words.datesMissing, { count: team.undated })}</Mark>
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** Team by city: the table behind the tiles. */
export function Matrix({ dashboard }: { dashboard: Dashboard }) {
  const { coverage, teams } = dashboard
  const inferred = coverage.some((place) => place.visits.some((visit) => visit.inferred === 1))
  const note = words.matrixNote + (inferred ? `；${words.inferredNote}` : '')
  return (
    <Section title={words.matrix} note={note}>
      {/* biome-ignore lint/a11y/useSemanticElements: no fields to set together, one table to scroll */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <div className="matrix-scroll" role="group" tabIndex={0} aria-label={words.matrix}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{words.team}</span>
              </th>
              {coverage.map(({ region }) => (
                <th key={region.id} scope="col">
                  {shortName(region.name)}
                </th>
              ))}
              <th scope="col">{words.total}</th>
            </tr>
          </thead>
          <tbody>
            {teams.map((team) => (
              <tr key={team.id}>
                <th scope="row">
                  {team.leaderName ?? team.name} <span className="faint">{shortTopic(team.topics)}</span>
                </th>
                {coverage.map((place) => {
                  const visits = lived(place).filter((visit) => visit.team === team.id)
                  return (
                    <td key={place.region.id}>
                      {visits.map((visit) => (
                        <Fragment key={visit.id}>
                          <Link page="visits" id={visit.id} className={visit.start ? 'went went-dated' : 'went'}>
                            {dateOf(visit) || words.went}
                          </Link>
                        </Fragment>
                      ))}
                    </td>
                  )
                })}
                <td>
                  <strong>{team.visits}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
