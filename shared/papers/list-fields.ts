/**
 * What the lists of the window are as spreadsheets and papers: for each column of the window, by its key, one or several of these. Dates
 * are dates and numbers numbers here; names are not shortened.
 */
import type { ListName } from '../contract/papers.ts'
import type { Campaign } from '../domain/campaigns.ts'
import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import type { DocumentItem } from '../views/documents.ts'
import type { MeasureItem } from '../views/ledger.ts'
import type {
  FindingItem,
  IndicatorItem,
  MeetingItem,
  Named,
  OrganizationItem,
  PersonItem,
  VisitItem,
} from '../views.ts'
import { longDates } from './dates.ts'
import { column, type Field, known, labelOf, names, number, sheetOf } from './lists.ts'
import { meetingTitle } from './minutes.ts'
import type { Sheet, Value } from './model.ts'
import { stageName } from './supervision.ts'

/** What a row of each list is. */
export type ListRows = {
  campaigns: Campaign & { teams: number; visits: number; findings: number }
  visits: VisitItem
  meetings: MeetingItem
  findings: FindingItem
  measures: MeasureItem
  documents: DocumentItem
  organizations: OrganizationItem
  people: PersonItem
  indicators: IndicatorItem
}
type FieldsOf<T> = Record<string, readonly Field<T>[]>

const comma = text.common.listComma
const { domain } = text
const namesOf = (all: readonly Named[]): string => all.flatMap(({ name }) => name ?? []).join(comma)
const two = (part: number) => String(part).padStart(2, '0')

/** A day is a date, so that a spreadsheet can order by it; a month or several days are words. */
function dateOf(start: string | null, end: string | null, precision: string | null): Value {
  const isDay = start?.length === 10 && (!end || end === start) && (precision ?? 'day') === 'day'
  return isDay ? start : known(longDates(start, end, precision))
}

/** Milliseconds since 1970 by this computer's clock, to the minute. */
function stampOf(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A decimal as text stays what it is where a number cannot hold it. */
function decimalOf(value: string | null): Value {
  if (value === null) return known(null)
  const decimal = Number(value)
  return String(decimal) === value.replace(/\.?0+$/, '') || String(decimal) === value ? decimal : value
}

/** 盐城市座谈会: a symposium without a title is known by its place. */
const meetingName = (row: MeetingItem): string =>
  `${row.title || row.number !== null ? '' : (row.regionName ?? '')}${meetingTitle(row)}`

const updated = column<{ updated: number }>(text.documents.columns.updated, 16, (row) => stampOf(row.updated))
const reported = column<{ reported: keyof typeof text.common.reported | null }>(
  text.visits.columns.reported,
  9,
  (row) => row.reported && text.common.reported[row.reported],
)
const counted = <T>(label: string, of: (row: T) => number): Field<T> => column<T>(label, 7, of, 'number')

function fieldsOf(): { [N in ListName]: FieldsOf<ListRows[N]> } {
  const { visits, meetings, findings, documents, ledger, indicators, campaigns, directory } = text
  return {
    visits: {
      date: [column(visits.columns.date, 15, (row) => dateOf(row.start, row.end, row.precision), 'date')],
      city: [column(visits.columns.city, 12, (row) => known(row.regionName))],
      team: [
        column(visits.columns.team, 14, (row) => known(row.leaderName ?? row.teamName)),
        column(findings.columns.topics, 16, (row) => row.topics.join(comma) || null),
      ],
      hosts: [
        column(visits.columns.hosts, 44, (row) =>
          known([namesOf(row.hostNames), row.hostsNote].filter(Boolean).join(comma)),
        ),
      ],
      status: [column(visits.columns.status, 8, (row) => known(labelOf(domain.visitStatus, row.status)))],
      sites: [counted(visits.columns.sites, (row) => row.siteCount)],
      photos: [counted(visits.columns.photos, (row) => row.photoCount)],
      findings: [counted(visits.columns.findings, (row) => row.findingCount)],
      updated: [updated],
      reported: [reported],
    },
    meetings: {
      date: [column(meetings.columns.date, 15, (row) => dateOf(row.date, null, row.precision), 'date')],
      name: [column(meetings.columns.name, 26, (row) => known(meetingName(row)))],
      kind: [column(meetings.columns.kind, 12, (row) => known(labelOf(domain.meetingKind, row.kind)))],
      units: [column(meetings.columns.units, 44, (row) => namesOf(row.organizationNames) || null)],
      chair: [column(meetings.columns.chair, 10, (row) => known(row.chairName))],
      statements: [counted(meetings.columns.statements, (row) => row.statements)],
      directives: [counted(meetings.columns.directives, (row) => row.directives)],
      findings: [counted(meetings.columns.findings, (row) => row.findings)],
      reported: [reported],
    },
    findings: {
      kind: [
        column(findings.columns.kind, 10, (row) => known(labelOf(domain.findingKind, row.kind))),
        column(ledger.columns.stage, 8, (row) => known(labelOf(domain.findingStage, row.stage))),
      ],
      place: [column(findings.columns.place, 14, (row) => known(namesOf(row.merged?.regionNames ?? row.regionNames)))],
      spread: [
        column(findings.columns.spread, 12, (row) =>
          row.cities > 1
            ? `${findings.spread.common} ${fill(findings.spread.cities, { count: row.cities })}`
            : row.cities === 1
              ? findings.spread.single
              : null,
        ),
      ],
      quote: [column(findings.columns.quote, 44, (row) => known(row.quote))],
      summary: [column(findings.columns.summary, 36, (row) => known(row.summary))],
      topics: [column(findings.columns.topics, 16, (row) => names(row.merged?.topics ?? row.topics))],
      reported: [reported],
    },
    measures: {
      title: [column(ledger.columns.title, 36, (row) => known(row.title))],
      basis: [
        column(ledger.columns.basis, 26, (row) =>
          known(
            row.basis
              .map(({ number: session, title, place }) => {
                const meeting = session === null ? title : fill(ledger.basisMeeting, { number: session })
                const which = fill(meeting ? ledger.basisDirective : ledger.basisOther, { place })
                return meeting ? `${meeting} ${which}` : which
              })
              .join(comma) ||
              (row.findings.length > 0 ? fill(ledger.basisFindings, { count: row.findings.length }) : ''),
          ),
        ),
      ],
      owner: [
        column(text.papers.ledger.owner, 22, (row) => known(row.ownerName)),
        column(text.papers.ledger.person, 10, (row) => known(row.personName)),
      ],
      due: [column(ledger.columns.due, 13, (row) => known(row.due), 'date')],
      stage: [column(ledger.columns.stage, 10, (row) => known(stageName(row.stage ?? 'proposed')))],
      reminder: [column(ledger.columns.reminder, 12, (row) => ledger.reminder.words[row.reminder] ?? null)],
    },
    documents: {
      title: [column(documents.columns.title, 44, (row) => known(row.title))],
      kind: [column(documents.columns.kind, 8, (row) => known(labelOf(domain.documentKind, row.kind)))],
      stage: [column(documents.columns.stage, 10, (row) => labelOf(domain.documentStage, row.stage ?? 'draft'))],
      team: [column(documents.columns.team, 16, (row) => row.leaderName ?? row.teamName)],
      missing: [
        column(documents.columns.missing, 12, (row) =>
          row.sections === 0
            ? known(null)
            : row.missing > 0
              ? fill(documents.missingParts, { count: row.missing })
              : documents.complete,
        ),
      ],
      consultation: [
        column(documents.columns.consultation, 14, (row) =>
          row.asked > 0 ? fill(documents.asked, { answered: row.answered, asked: row.asked }) : null,
        ),
      ],
      updated: [updated],
      reported: [reported],
    },
    organizations: {
      name: [column(domain.fields.organizations.name, 36, (row) => known(row.name))],
      kind: [column(domain.fields.organizations.kind, 12, (row) => known(labelOf(domain.organizationKind, row.kind)))],
      region: [column(domain.fields.organizations.region, 20, (row) => known(row.regionName))],
      uses: [counted(directory.uses, (row) => row.uses)],
    },
    people: {
      name: [column(domain.fields.people.name, 12, (row) => known(row.name))],
      title: [column(domain.fields.people.title, 22, (row) => known(row.title))],
      organization: [column(domain.fields.people.organization, 36, (row) => known(row.organizationName))],
      phone: [column(domain.fields.people.phone, 16, (row) => known(row.phone))],
      uses: [counted(directory.uses, (row) => row.uses)],
    },
    indicators: {
      name: [column(indicators.columns.name, 26, (row) => known(row.name))],
      occasion: [column(indicators.columns.occasion, 26, (row) => row.occasion)],
      bound: [column(indicators.columns.bound, 7, (row) => labelOf(domain.bound, row.bound))],
      value: [column(indicators.columns.value, 12, (row) => decimalOf(row.value), 'number')],
      unit: [column(indicators.columns.unit, 9, (row) => row.unit)],
      yearOnYear: [
        column(
          `${indicators.columns.yearOnYear}（%）`,
          10,
          (row) => (row.yearOnYear === null ? null : decimalOf(row.yearOnYear)),
          'number',
        ),
      ],
      period: [column(indicators.columns.period, 14, (row) => row.period)],
      region: [column(indicators.columns.region, 14, (row) => row.regionName)],
      derived: [column(indicators.columns.derived, 7, (row) => (row.derived ? text.common.derived : null))],
      source: [column(indicators.columns.source, 26, (row) => row.source)],
    },
    campaigns: {
      name: [column(campaigns.columns.name, 36, (row) => known(row.name))],
      status: [column(campaigns.columns.status, 9, (row) => known(labelOf(domain.campaignStatus, row.status)))],
      period: [column(campaigns.columns.period, 26, (row) => known(longDates(row.start, row.end, null)))],
      teams: [counted(campaigns.columns.teams, (row) => row.teams)],
      visits: [counted(campaigns.columns.visits, (row) => row.visits)],
      findings: [counted(campaigns.columns.findings, (row) => row.findings)],
    },
  }
}

/** Keys of a list's columns that a sheet of it can have. */
export const listColumns = (name: ListName): string[] => Object.keys(fieldsOf()[name])

/** The list as one sheet, numbered; a key of the window that says nothing on paper is passed over. */
export function listSheet<N extends ListName>(
  name: N,
  rows: Iterable<ListRows[N]>,
  { columns, note }: { columns?: readonly string[] | undefined; note?: string | undefined } = {},
): Sheet {
  const all: FieldsOf<ListRows[N]> = fieldsOf()[name]
  const fields = (columns ?? Object.keys(all)).flatMap((key) => (Object.hasOwn(all, key) ? (all[key] ?? []) : []))
  const title = domain.nouns[name]
  return sheetOf(
    { name: title, title, ...(note === undefined ? {} : { note }) },
    [number<ListRows[N]>(), ...fields],
    rows,
  )
}
