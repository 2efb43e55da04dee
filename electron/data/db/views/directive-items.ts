import { breachOfDirective, teamsWithout } from '../../../../shared/domain/ledger-rules.ts'
import type { Directive } from '../../../../shared/domain/meetings.ts'
import type { DirectiveItem } from '../../../../shared/views/ledger.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { teamNamer } from './measure-items.ts'
import { allRows, columnsOf, elements, nameOf, type Raw } from './rows.ts'

const inOrder = 'x."order" IS NULL, x."order", x.id'

/** The directives of a meeting in their order, each with the measures that follow from it. */
export function directivesOf(db: ReadableDb, meeting: string): DirectiveItem[] {
  const sql = `SELECT ${columnsOf('directives', 'x')} FROM directives x WHERE x.meeting = ? AND x.deleted = 0 ORDER BY ${inOrder}`
  return allRows(db, 'directives', sql, meeting).map((directive, at) => directiveItem(db, directive, at + 1))
}

const measuresSql = `SELECT m.id, m.title, m.stage, m.teams FROM links l JOIN measures m ON m.id = l.id
  WHERE l.target = ? AND l.entity = 'measures' AND l.field = 'directives' AND m.deleted = 0
  ORDER BY m."order" IS NULL, m."order", m.id`

function directiveItem(db: ReadableDb, directive: Directive, place: number): DirectiveItem {
  const measures = (prepared(db, measuresSql).all(directive.id) as Raw[]).map(
    (raw) => ({ ...raw, teams: elements(raw.teams) }) as DirectiveItem['measures'][number],
  )
  const facts = { stage: directive.stage, teams: directive.teams, measures: measures.map(({ teams }) => teams) }
  const teamOf = teamNamer(db)
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: teamOf(id) }))
  const meeting = prepared(db, 'SELECT number, title, kind, date, campaign FROM meetings WHERE id = ?').get(
    directive.meeting,
  ) as Raw | undefined
  return {
    ...directive,
    issuerName: nameOf(db, 'people', directive.issuer),
    meetingNumber: (meeting?.number as number | null | undefined) ?? null,
    meetingTitle: (meeting?.title as string | null | undefined) ?? null,
    meetingKind: (meeting?.kind as string | null | undefined) ?? null,
    meetingDate: (meeting?.date as string | null | undefined) ?? null,
    campaign: (meeting?.campaign as string | null | undefined) ?? null,
    place,
    teamNames: named(directive.teams),
    measures,
    lacking: named(teamsWithout(facts)),
    doubt: breachOfDirective(facts),
  }
}

/** Some directives, wherever they were given, the earlier meeting first. */
export function directiveItems(db: ReadableDb, ids: readonly string[]): DirectiveItem[] {
  const sql = `SELECT DISTINCT d.meeting FROM json_each(?) j JOIN directives d ON d.id = j.value
    LEFT JOIN meetings m ON m.id = d.meeting WHERE d.deleted = 0 ORDER BY m.date, d.meeting`
  const meetings = prepared(db, sql).pluck().all(JSON.stringify(ids)) as (string | null)[]
  return meetings
    .flatMap((meeting) => (meeting === null ? [] : directivesOf(db, meeting)))
    .filter(({ id }) => ids.includes(id))
}
