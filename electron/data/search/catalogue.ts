/**
 * What is searched, a line a noun. `name`: what a person calls the record by, found by pinyin too and shown as its title; `text`: what
 * else it says, the weightiest first, shown as an excerpt around the hit. Both are paths (paths.ts). A noun joins by its line.
 */
import type { Entity } from '../../../shared/domain/fields.ts'
import { entities } from '../../../shared/domain/nouns.ts'
import { text as words } from '../../../shared/text/zh-cn.ts'
import { type Path, pathOf } from './paths.ts'

type Row = Record<string, string | number | null>

type Line = {
  name: string[]
  text: string[]
  /** A name that follows from several fields and the names found by `name`: a meeting without a title, a figure with its unit. */
  says?: { of: string[]; as: (row: Row, names: readonly string[]) => string | null }
  /** SQL over a row `x`: of names that answer alike, the higher first. */
  prefer?: string
  /** Stands beside the title. */
  detail?: string[]
  /** Where it lies and when it was, for the filters; the records a path ends in, and dates or years. */
  city?: string[]
  team?: string[]
  year?: string[]
  /** The page a hit opens, and by which record: the first path that leads somewhere. */
  open: [page: string, path: string][]
}

const ofMeeting = { city: ['meeting.visit.region'], team: ['meeting.visit.team'] }
const ofDocument = { team: ['document.team'], year: ['document.campaign.year', 'document.issued'] }
const documentPage: Line['open'] = [['documents', 'document']]

const lines: Record<Entity, Line> = {
  visits: {
    name: ['region', 'team.leader'],
    text: ['summary', 'purpose', 'itinerary', 'hosts', 'hostsNote', 'sites', 'participants', 'team', 'team.topics'],
    detail: ['start', 'team.topics'],
    city: ['region'],
    team: ['team'],
    year: ['start', 'team.campaign.year'],
    open: [['visits', '']],
  },
  findings: {
    name: [],
    text: ['summary', 'quote', 'analysis', 'cause', 'impact', 'topics', 'tags', 'regions'],
    detail: ['kind', 'regions', 'team.leader'],
    city: ['regions', 'visits.region'],
    team: ['team', 'visits.team'],
    year: ['campaign.year', 'visits.start'],
    open: [['findings', '']],
  },
  meetings: {
    name: ['visit.region'],
    says: {
      of: ['title', 'number', 'kind'],
      as: ({ title, number, kind }, [region = '']) => {
        if (title) return title as string
        const word = labelOf(words.domain.meetingKind, kind) ?? words.domain.nouns.meetings
        if (number === null) return region + word
        return words.meetings.numbered.replace('{number}', String(number)).replace('{kind}', word)
      },
    },
    text: ['minutes', 'agenda', 'place', 'chair', 'organizations', 'attendees'],
    detail: ['date', 'place'],
    city: ['visit.region'],
    team: ['visit.team'],
    year: ['date', 'visit.start', 'campaign.year'],
    open: [['meetings', '']],
  },
  statements: {
    name: ['speaker', 'organization'],
    text: ['text', 'topics', 'questions'],
    detail: ['meeting', 'meeting.visit.region'],
    ...ofMeeting,
    year: ['meeting.date', 'meeting.visit.start'],
    open: [['meetings', 'meeting']],
  },
  directives: {
    name: [],
    text: ['text', 'issuer'],
    detail: ['meeting', 'issuer'],
    team: ['teams'],
    year: ['meeting.date'],
    open: [['meetings', 'meeting']],
  },
  measures: {
    name: ['title'],
    text: ['content', 'owner', 'department', 'person', 'coOwners', 'evidence', 'outcomeNote', 'regions'],
    detail: ['stage', 'owner', 'year'],
    city: ['regions'],
    team: ['teams'],
    year: ['year'],
    open: [['measures', '']],
  },
  documents: {
    name: ['title'],
    text: ['number', 'recipient', 'issuer'],
    detail: ['kind', 'stage', 'number'],
    team: ['team'],
    year: ['campaign.year', 'issued'],
    open: [['documents', '']],
  },
  organizations: {
    name: ['name'],
    text: [],
    detail: ['kind', 'region'],
    city: ['region'],
    open: [['directory', '']],
  },
  people: {
    name: ['name'],
    text: ['title', 'organization', 'phone'],
    detail: ['title', 'organization'],
    city: ['organization.region'],
    open: [['directory', '']],
  },
  regions: {
    name: ['name'],
    text: ['code'],
    detail: ['parent'],
    // where somebody was, then the larger: a country has many places of one sound
    prefer: "EXISTS (SELECT 1 FROM visits v WHERE v.region = x.id) * 2 + (x.level IN ('province', 'city'))",
    city: [''],
    open: [['visits', '']],
  },
  sites: {
    name: ['name'],
    text: ['organization', 'project'],
    detail: ['kind', 'region'],
    city: ['region'],
    open: [['visits', '']],
  },
  projects: {
    name: ['name'],
    text: ['category', 'organization'],
    detail: ['category', 'region'],
    city: ['region'],
    open: [['visits', '']],
  },
  teams: {
    name: ['name', 'leader'],
    text: ['topics', 'departments', 'members', 'outline'],
    detail: ['topics', 'campaign'],
    city: ['regions'],
    team: [''],
    year: ['campaign.year'],
    open: [['campaigns', 'campaign']],
  },
  campaigns: {
    name: ['name'],
    text: ['purpose', 'source'],
    detail: ['year'],
    city: ['region'],
    year: ['year'],
    open: [['campaigns', '']],
  },
  indicators: {
    name: ['name'],
    says: {
      of: ['value', 'unit'],
      as: ({ value, unit }, [name = '']) => (value === null ? null : `${name} ${value}${unit ?? ''}`),
    },
    text: ['occasion', 'source', 'region'],
    detail: ['occasion', 'region', 'period'],
    city: ['region', 'visit.region'],
    team: ['visit.team'],
    year: ['period', 'campaign.year'],
    open: [['indicators', '']],
  },
  attachments: {
    name: ['caption'],
    text: ['name'],
    detail: ['takenAt', 'site', 'visit.region'],
    city: ['visit.region', 'site.region', 'meeting.visit.region'],
    team: ['visit.team', 'meeting.visit.team'],
    year: ['takenAt', 'visit.start', 'meeting.date'],
    open: [
      ['visits', 'visit'],
      ['meetings', 'meeting'],
      ['measures', 'measure'],
      ['documents', 'document'],
    ],
  },
  agendaItems: {
    name: ['title'],
    text: ['note', 'presenter'],
    detail: ['meeting', 'presenter'],
    team: ['team'],
    year: ['meeting.date'],
    open: [['meetings', 'meeting']],
  },
  proceedings: {
    name: [],
    text: ['text', 'actor'],
    detail: ['kind', 'measure', 'document', 'at'],
    city: ['measure.regions'],
    year: ['at'],
    open: [
      ['measures', 'measure'],
      ['documents', 'document'],
      ['meetings', 'directive.meeting'],
    ],
  },
  sections: { name: ['heading'], text: ['body'], detail: ['document'], ...ofDocument, open: documentPage },
  opinions: {
    name: ['organization'],
    text: ['comment', 'reason', 'clause'],
    detail: ['verdict', 'document'],
    ...ofDocument,
    open: documentPage,
  },
  consultations: {
    name: ['organization'],
    text: ['note', 'contact'],
    detail: ['document'],
    ...ofDocument,
    open: documentPage,
  },
  citations: { name: [], text: ['sentence'], detail: ['document'], ...ofDocument, open: documentPage },
  versions: { name: ['note'], text: ['body', 'author'], detail: ['document', 'at'], ...ofDocument, open: documentPage },
  templates: { name: ['name'], text: ['topics', 'body', 'paper'], detail: ['kind'], open: [['settings', '']] },
  customFields: { name: ['name'], text: ['choices'], open: [['settings', '']] },
  customValues: {
    name: [],
    text: ['value'],
    detail: ['field'],
    open: [
      ['visits', 'visit'],
      ['meetings', 'meeting'],
      ['findings', 'finding'],
      ['measures', 'measure'],
      ['documents', 'document'],
      ['campaigns', 'campaign'],
      ['campaigns', 'team.campaign'],
    ],
  },
}

/** The word of an enumeration's value; a value of a newer version is shown as it came. */
function labelOf(labels: Record<string, string>, value: string | number | null | undefined): string | null {
  return typeof value === 'string' && value !== '' ? (labels[value] ?? value) : null
}

/** Words of the choices that stand beside titles. */
const choiceLabels: Partial<Record<Entity, Record<string, Record<string, string>>>> = {
  findings: { kind: words.domain.findingKind },
  measures: { stage: words.domain.measureStage },
  documents: { kind: words.domain.documentKind, stage: words.domain.documentStage },
  organizations: { kind: words.domain.organizationKind },
  sites: { kind: words.domain.siteKind },
  proceedings: { kind: words.domain.proceedingKind },
  opinions: { verdict: words.domain.verdict },
  templates: { kind: words.domain.templateKind },
}

export type Searched = {
  name: Path[]
  says: Line['says']
  prefer: Line['prefer']
  text: Path[]
  detail: { path: Path; labels: Record<string, string> | undefined }[]
  city: Path[]
  team: Path[]
  year: Path[]
  open: { page: string; path: Path }[]
}

/** Every noun's line, its paths read. */
export const catalogue = Object.fromEntries(
  entities.map((entity): [Entity, Searched] => {
    const { name, text, says, prefer, detail = [], city = [], team = [], year = [], open } = lines[entity]
    const read = (paths: string[], to: 'name' | 'record' = 'name') => paths.map((path) => pathOf(entity, path, to))
    return [
      entity,
      {
        name: read(name),
        says,
        prefer,
        text: read(text),
        detail: detail.map((path) => ({ path: pathOf(entity, path), labels: choiceLabels[entity]?.[path] })),
        city: read(city, 'record'),
        team: read(team, 'record'),
        year: read(year),
        open: open.map(([page, path]) => ({ page, path: pathOf(entity, path, 'record') })),
      },
    ]
  }),
) as Record<Entity, Searched>

/** In the order groups of equal worth are shown. */
export const searchedEntities = Object.keys(lines) as Entity[]

/** What decides how the index looks: another one makes it stale. Functions count with the edition of the index. */
export const catalogueText = JSON.stringify(lines)
