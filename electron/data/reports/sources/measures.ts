import type { FindingData } from '../../../../shared/papers/lists.ts'
import { type MeasureData, stageName } from '../../../../shared/papers/supervision.ts'
import { fill } from '../../../../shared/text/fill.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import { groupOf } from '../../db/merges.ts'
import type { ReadableDb } from '../../db/open.ts'
import { prepared } from '../../db/prepared.ts'
import { shownFinding } from '../../db/views/finding-items.ts'
import { nameOf, rowOf, rowsOf } from '../../db/views/rows.ts'
import { idsHolding, meetingName, namesOf, personName, visitName } from './names.ts'

const words = text.papers.supervision

/** Measures of the ledger in its order: by year, then as they were put. */
export function ledgerIds(db: ReadableDb, campaign: string | undefined): string[] {
  const sql = `SELECT id FROM measures WHERE deleted = 0 ${campaign ? 'AND campaign = ?' : ''}
    ORDER BY year IS NULL, year, "order" IS NULL, "order", id`
  return prepared(db, sql)
    .pluck()
    .all(...(campaign ? [campaign] : [])) as string[]
}

export function measureData(db: ReadableDb, id: string): MeasureData | null {
  const measure = rowOf(db, 'measures', id)
  if (!measure) return null
  const person = rowOf(db, 'people', measure.person)
  return {
    ...measure,
    owner: nameOf(db, 'organizations', measure.owner),
    person: person?.name ?? null,
    coOwners: namesOf(db, 'organizations', measure.coOwners),
    sources: [...directiveSources(db, measure.directives), ...findingSources(db, measure.findings)],
    documents: rowsOf(db, 'documents', measure.documents).flatMap(({ title }) => title ?? []),
    teams: measure.teams.flatMap((team) => teamName(db, team) ?? []),
    regions: namesOf(db, 'regions', measure.regions),
    entries: entriesOf(db, id),
  }
}

const directiveSources = (db: ReadableDb, ids: readonly string[]): string[] =>
  rowsOf(db, 'directives', ids).map((directive) =>
    fill(words.directive, {
      meeting: (directive.meeting && meetingName(db, directive.meeting)) ?? text.domain.nouns.meetings,
      text: directive.text ?? text.common.missing,
    }),
  )

const findingSources = (db: ReadableDb, ids: readonly string[]): string[] =>
  rowsOf(db, 'findings', ids).map(({ summary, quote }) =>
    fill(words.finding, { text: summary ?? quote ?? text.common.missing }),
  )

/** What was done about it, oldest first. */
function entriesOf(db: ReadableDb, measure: string): MeasureData['entries'] {
  const sql =
    'SELECT kind, "from", "to", text, actor, at, due FROM proceedings WHERE measure = ? AND deleted = 0 ORDER BY at, id'
  type Entry = Record<'kind' | 'from' | 'to' | 'text' | 'actor' | 'at' | 'due', string | null>
  return (prepared(db, sql).all(measure) as Entry[]).map(({ kind, from, to, text: said, actor, at, due }) => {
    const kinds: Record<string, string> = text.domain.proceedingKind
    const what =
      kind === 'move'
        ? [stageName(from), stageName(to)].filter(Boolean).join('→')
        : kind === 'note'
          ? null
          : [kinds[kind ?? ''] ?? kind, due].filter(Boolean).join(' ')
    return { at, actor, text: [what, said].filter(Boolean).join(text.common.colon) || null }
  })
}

/** Findings for a list, those of a team together, problems and suggestions in their kinds' order. */
export function findingIds(db: ReadableDb, campaign: string | undefined, kind?: 'problem'): string[] {
  const sql = `SELECT f.id FROM findings f LEFT JOIN teams t ON t.id = f.team
    WHERE ${shownFinding(db)} AND coalesce(f.stage, '') != 'declined' ${campaign ? 'AND f.campaign = ?' : ''} ${kind ? 'AND f.kind = ?' : ''}
    ORDER BY t."order" IS NULL, t."order", f.team, f.kind, f.id`
  return prepared(db, sql)
    .pluck()
    .all(...[campaign, kind].filter((value) => value !== undefined)) as string[]
}

/** A finding with what was merged into it. */
export function findingData(db: ReadableDb, id: string): FindingData | null {
  const finding = rowOf(db, 'findings', id)
  if (!finding) return null
  const group = groupOf(db, id)
  const all = rowsOf(db, 'findings', group)
  const every = (field: 'regions' | 'visits' | 'meetings') => [...new Set(all.flatMap((one) => one[field]))]
  const measures = new Set(group.flatMap((one) => idsHolding(db, 'measures', 'findings', one)))
  return {
    id,
    kind: finding.kind,
    text: finding.summary ?? finding.quote,
    team: teamName(db, finding.team),
    regions: namesOf(db, 'regions', every('regions')),
    sources: [
      ...every('visits').flatMap((visit) => visitName(db, visit) ?? []),
      ...every('meetings').flatMap((meeting) => meetingName(db, meeting) ?? []),
    ],
    cause: finding.cause ?? finding.analysis,
    impact: finding.impact,
    responsibility: finding.responsibility,
    measures: [...measures].flatMap((measure) => measureData(db, measure) ?? []),
  }
}

/** Its own name, else its leader's. */
const teamName = (db: ReadableDb, team: string | null): string | null =>
  nameOf(db, 'teams', team) ?? personName(rowOf(db, 'people', rowOf(db, 'teams', team)?.leader ?? null))

/** Each in turn, so that a long list is never in memory as a whole. */
export function* each<T>(ids: readonly string[], read: (id: string) => T | null): Generator<T> {
  for (const id of ids) {
    const item = read(id)
    if (item) yield item
  }
}
