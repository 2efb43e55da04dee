/** Shapes that operations answer with: rows joined with the names a list shows. Ids stay, so that every number can open its records. */
import type { Attachment } from './domain/attachments.ts'
import type { Campaign } from './domain/campaigns.ts'
import type { Document } from './domain/documents.ts'
import type { Entity } from './domain/fields.ts'
import type { Finding } from './domain/findings.ts'
import type { Indicator } from './domain/indicators.ts'
import type { Measure } from './domain/measures.ts'
import type { Directive, Meeting, Statement } from './domain/meetings.ts'
import type { Organization } from './domain/organizations.ts'
import type { Person } from './domain/people.ts'
import type { Region } from './domain/regions.ts'
import type { Site } from './domain/sites.ts'
import type { Team } from './domain/teams.ts'
import type { Visit } from './domain/visits.ts'
import type { Failure } from './result.ts'
import type { DirectiveItem, Move } from './views/ledger.ts'

export type Page<T> = { rows: T[]; total: number }
export type Named = { id: string; name: string | null }

/** 未上报 / 已导出 / 已回执; `null`: nothing of it was written here. */
export type Reported = 'unreported' | 'exported' | 'acknowledged' | null

export type Profile = {
  /** False until first use is finished. */
  ready: boolean
  role: 'laptop' | 'headquarters'
  unit: string
  person: string
  deviceName: string
  device: string
  demo: boolean
  dataDir: string
}

/** Characters of a page that is printed: some thousand rows, or a long record. */
export const mostPrinted = 24_000_000

/** Type sizes in percent: the whole page is scaled, so that it flows anew. */
export const zoomSteps = [100, 110, 125, 150, 200] as const

export type WindowState = {
  maximized: boolean
  /** One of `zoomSteps`. */
  zoom: number
  platform: string
  /** The system draws the window buttons (titleBarOverlay); otherwise the window does. */
  overlay: boolean
  version: string
  electron: string
  chromium: string
  node: string
  dataDir: string
  /** The user's folder for documents. */
  documents: string
  profileKind: 'normal' | 'demo' | 'custom'
}

export type Counts = {
  campaigns: number
  visits: number
  meetings: number
  findings: number
  measures: number
  documents: number
  indicators: number
  /** Conflicts that wait for a decision, postponed ones included. */
  conflicts: number
  /** Fetched packages that wait for a person. */
  inbox: number
  /** Records (not changes) that have not been handed in. */
  unreported: number
  unreportedVisits: number
  trash: number
}

/** Any record with what an editor needs. `heads[field]` are the write references to send back as `base`. */
export type RecordView = {
  entity: Entity
  id: string
  fields: Record<string, string | number | string[] | null>
  heads: Record<string, string[]>
  /** Fields with several values waiting for a person. */
  conflicts: string[]
  /** Fields not yet committed: the draft's value is already in `fields`. */
  drafts: string[]
  deleted: boolean
  /** A record it hangs on was deleted elsewhere. */
  parentDeleted: boolean
  reported: Reported
  created: Stamp | null
  updated: Stamp | null
}
/** Who and when: milliseconds since 1970 by the writer's clock, the writer's computer and who sits at it. */
export type Stamp = { at: number; device: string; deviceName: string | null; person: string | null }

export type SaveAnswer = {
  heads: Record<string, string[]>
  /** Values before this save, for undo. */
  before: Record<string, string | number | string[] | null>
  created: boolean
  /** Durable, but waiting in the draft store while an import holds the database. */
  waiting: boolean
  /** The entry a choice between two stages was written into. */
  proceeding?: string
}

export type HistoryItem = Stamp & {
  /** Of an element of a set: `field/element`, with the value 1 or 0. */
  field: string
  value: string | number | null
  /** Names of what the value points at. */
  shown: string | null
  superseded: boolean
  /** A person's choice among several writings. */
  chosen: boolean
}
export type TrashItem = { entity: Entity; id: string; title: string; deleted: Stamp }
export type Draft = { entity: Entity; id: string; field: string; at: number }
/** Typed, and refused by a rule: of which record, and why. */
export type RefusedDraft = Draft & {
  title: string
  value: string | number | string[] | null
  message: string
  next: string
}

export type TeamItem = Team & {
  leaderName: string | null
  memberNames: Named[]
  regionNames: Named[]
  campaignName: string | null
  visits: number
  plannedVisits: number
  /** Visits whose date is missing. */
  undated: number
  findings: number
  visitedRegions: string[]
}

export type OrganizationItem = Organization & { regionName: string | null; uses: number }
export type PersonItem = Person & { organizationName: string | null; uses: number }

export type VisitItem = Visit & {
  campaign: string | null
  teamName: string | null
  leaderName: string | null
  topics: string[]
  regionName: string | null
  hostNames: Named[]
  siteCount: number
  photoCount: number
  findingCount: number
  /** The source shows a photo that is not here yet. */
  photoExpected: boolean
  reported: Reported
  conflicts: number
  updated: number
}

export type SiteItem = Site & { regionName: string | null; projectName: string | null; photos: Attachment[] }
export type StatementItem = Statement & {
  speakerName: string | null
  organizationName: string | null
  findings: { id: string; kind: Finding['kind'] }[]
  /** People and units it speaks of. */
  mentioned: Named[]
}

export type FindingItem = Finding & {
  teamName: string | null
  regionNames: Named[]
  /** How many cities say it, with what is merged into it. 共性: two or more. */
  cities: number
  /** What is merged into it, and the places and topics of all of it together; `null`: nothing is. */
  merged: { count: number; regionNames: Named[]; topics: string[] } | null
  reported: Reported
  conflicts: number
  updated: number
}
/** Sources are its own and those of what is merged into it. */
export type FindingPage = FindingItem & {
  campaignName: string | null
  /** The first 200 of each kind; `sources` has all. */
  visitItems: VisitItem[]
  meetingItems: MeetingItem[]
  statementItems: StatementItem[]
  siteItems: Site[]
  sources: Pick<Finding, 'visits' | 'meetings' | 'statements' | 'sites'>
  /** Of the visits, their meetings and the sites, the first. */
  photos: Attachment[]
  photoCount: number
  measureItems: Pick<Measure, 'id' | 'title' | 'stage' | 'year'>[]
  /** What its measures carry out. */
  directiveItems: Pick<Directive, 'id' | 'text' | 'meeting'>[]
}
export type MergedFinding = FindingItem & {
  /** Who said it, as far as it comes from statements. */
  speakers: string[]
}
export type FindingSurvivor = { item: FindingItem; group: { id: string; mergedInto: string | null }[] }

/** Living records of one noun that rest on others. */
export type Dependent = {
  entity: Entity
  /** `direct`: they name one of them; `through`: they rest on what does; `merged`: findings that would be shown by themselves again. */
  relation: 'direct' | 'through' | 'merged'
  count: number
  /** The first of them; `within`: the document or meeting it is part of. */
  items: { id: string; title: string; within: string | null }[]
}
/** `score`: 0 nothing in common, 1 the same; `shared`: what both say, as the finding writes it, the longest first. */
export type SimilarFinding = { finding: FindingItem; score: number; shared: string[] }
export type FindingGroup = { key: string | null; name: string | null; count: number }

/** Places in a text, from..to, in order. */
export type Marks = [from: number, to: number][]
export type SearchHit = {
  entity: Entity
  id: string
  /** `null`: the record has no name, and the excerpt stands for it. */
  title: string | null
  titleMarks: Marks
  detail: string[]
  /** What it says where it was found, and in which field; `null` where its name tells it all. */
  excerpt: string | null
  excerptMarks: Marks
  field: string | null
  /** Of a finding. */
  kind: string | null
  /** The page it opens and the record there; `null` where that has not arrived. */
  open: { page: string; id: string } | null
}
export type SearchGroup = { entity: Entity; total: number; hits: SearchHit[] }
export type SearchAnswer = {
  /** The noun with the best hit first. */
  groups: SearchGroup[]
  /** The index is being made: what was found may not be all, and the job says how far it is. */
  indexing: { job: string } | null
}

export type MeetingItem = Meeting & {
  visitName: string | null
  regionName: string | null
  chairName: string | null
  organizationNames: Named[]
  statements: number
  directives: number
  findings: number
  reported: Reported
  conflicts: number
}
export type MeetingPage = MeetingItem & {
  attendeeItems: PersonItem[]
  absentItems: PersonItem[]
  organizationItems: Organization[]
  statementItems: StatementItem[]
  directiveItems: DirectiveItem[]
  findingItems: FindingItem[]
  photos: Attachment[]
  /** Sound recorded at it. */
  recordings: Attachment[]
  /** The team's questions, one each. */
  outline: string[]
}

export type VisitPage = VisitItem & {
  campaignRow: Campaign | null
  teamRow: Team | null
  regionPath: Region[]
  hostItems: Organization[]
  participantItems: Person[]
  siteItems: SiteItem[]
  meetingItems: MeetingItem[]
  findingItems: FindingItem[]
  photos: Attachment[]
  directives: number
}

export type IndicatorItem = Indicator & { regionName: string | null }

export type Dashboard = {
  campaign: Campaign | null
  counts: {
    visits: number
    cities: number
    citiesTwice: number
    meetings: number
    findings: number
    findingsRaw: number
    directives: number
    indicators: number
    measures: number
    /** Nobody has been given them yet. */
    measuresProposed: number
    /** Without a responsible unit or a deadline. */
    measuresMissing: number
    measuresDone: number
    documents: number
  }
  /** Of the measures: those a person is told of. */
  reminders: { overdue: number; behind: number; near: number }
  /** The documents of the stage least far along. */
  documentStage: { stage: Document['stage']; count: number; title: string | null } | null
  officeMeeting: Pick<Meeting, 'id' | 'number' | 'date'> | null
  /** Subdivisions of the campaign's region in code order. */
  coverage: {
    region: Region
    visits: {
      id: string
      team: string | null
      teamName: string | null
      topics: string[]
      start: string | null
      end: string | null
      precision: Visit['precision']
      inferred: 0 | 1 | null
      status: Visit['status']
    }[]
  }[]
  teams: {
    id: string
    name: string | null
    leaderName: string | null
    topics: string[]
    visits: number
    dated: number
    undated: number
    unreported: number
    received: boolean
  }[]
  planned: VisitItem[]
  recent: { entity: Entity; id: string; title: string; subtitle: string; updated: number }[]
  kinds: { kind: string; count: number }[]
  indicators: IndicatorItem[]
}

// ── exchange ───────────────────────────────────────────────────────────────

/** Somebody packages go to or come from. */
export type Peer = {
  id: string
  name: string
  role: 'laptop' | 'headquarters'
  device: string | null
  /** Packages for it can be sealed with its key. */
  sealable: boolean
  /** Campaigns that go to it; `null`: all, also those to come. */
  streams: string[] | null
  /** Number of the last package sent to and received from it. */
  sent: number
  received: number
  lastSent: number | null
  lastReceived: number | null
  /** Number of packages missing before the newest received one. */
  missing: number[]
}

/** How this computer's secret keys lie on its disk. */
export type KeysState = { sealedBy: 'system' | 'passphrase' | 'none'; locked: boolean }

/** Who a computer is, as its card or its packages say; `words`: its key's fingerprint to be read out. */
export type Identity = {
  fingerprint: string
  words: string
  name: string
  person: string
  unit: string
  role: 'laptop' | 'headquarters' | null
}
export type TrustState = 'pending' | 'approved' | 'revoked'
export type DeviceItem = Identity & {
  state: TrustState
  /** Milliseconds since 1970: when the state was decided; for `pending`, first seen. */
  since: number
  /** Packages go to it without a passphrase. */
  sealable: boolean
}

export type PackagePreview = {
  /** Present where the package can be imported. */
  staged: string | null
  file: string
  sender: { device: string; name: string; person: string; unit: string } | null
  /** The sender, where a person must first decide about it: `failure` is `sender-pending` or `sender-revoked`. */
  asks: DeviceItem | null
  /** Computers whose changes somebody else signed, since they cannot any more: to be looked at, named by who signed. */
  vouched: { name: string; by: string; changes: number }[]
  number: number | null
  created: number | null
  /** Nothing in it is new here. */
  known: boolean
  added: Partial<Record<string, number>>
  changed: Partial<Record<string, number>>
  deleted: number
  conflicts: number
  attachments: number
  changes: number
  titles: { entity: string; id: string; title: string; what: 'added' | 'changed' | 'deleted' | 'conflict' }[]
  /** Who wrote what is new here, most first; not only the sender. */
  authors: { device: string; name: string; person: string; changes: number }[]
  /** More than 50 records or 5 % would go: a person must agree (sync rule 4). */
  deletesMany: boolean
  /** Earlier packages from the same sender that have not arrived. */
  missing: number[]
  imported: boolean
  failure: { code: string; message: string; next: string; detail?: string } | null
}

/** A value as a person reads it; `shown`: the names of what it points at. Long text is cut at `cutAt` characters. */
export type ShownValue = { value: string | number | null; shown: string | null }
/** What a package would change about one field. `conflict`: both sides changed it, `before` is the writing here, `after` theirs. */
export type FieldChange = { field: string; before: ShownValue; after: ShownValue; conflict: boolean }

/** Photos that may be let go of, since headquarters holds them, and those that were. */
export type Cleanable = { count: number; bytes: number; cleaned: { count: number; bytes: number } }

/** A place packages are brought to and fetched from by themselves. */
export type TargetItem = {
  id: string
  name: string
  kind: 'folder' | 'drive' | 'webdav'
  /** Path or address. */
  place: string
  user: string
  /** Without its password. */
  proxy: string
  hasPassword: boolean
  enabled: boolean
  /** A round brings to it and fetches from it right now. */
  busy: boolean
  lastSuccess: number | null
  nextTry: number | null
  /** Of the last try. */
  failure: Failure | null
  /** Packages that have not been brought there yet. */
  waiting: number
}
/** A package in the outbox: 待发 without `delivered`, 已送达 with it, 已回执 where `acknowledged`. `gone`: its file was removed. */
export type OutboxItem = {
  id: string
  peerName: string
  number: number | null
  at: number
  file: string
  bytes: number
  acknowledged: boolean
  gone: boolean
  targets: { id: string; name: string; delivered: number | null }[]
}
/** A file that was fetched and asks for a person. */
export type InboxItem = { path: string; name: string; size: number; target: string; at: number }

/** One file or, where it was split, several, in the order of their numbers. */
export type ExportAnswer = {
  files: { path: string; number: number; bytes: number }[]
  changes: number
  attachments: number
}

export type PackageHistoryItem = {
  id: string
  direction: 'out' | 'in'
  peerName: string
  number: number | null
  at: number
  file: string
  changes: number
  attachments: number
  bytes: number
  /** `acknowledged`: a receipt of the recipient names it. */
  state: 'exported' | 'acknowledged' | 'imported' | 'refused'
  failure: { code: string; message: string; next: string } | null
}

/** Which packages of the history are shown. */
export type PackageKind = 'content' | 'receipt' | 'refused'

/** What a package held, read from the log: the titles are those of today. */
export type PackageContents = {
  item: PackageHistoryItem
  /** False where the package is older than this kind of notes, or could not be read. */
  known: boolean
  /** Who wrote it, most first. */
  authors: { device: string; name: string | null; person: string | null; changes: number }[]
  /** Records by noun. */
  counts: Partial<Record<string, number>>
  /** The first of them. */
  titles: { entity: string; id: string; title: string }[]
  records: number
  /** There are more changes than were looked through: counts say "at least". */
  cut: boolean
  photos: number
  /** Of the photos that are here, the first. */
  photosHere: string[]
}
/** A package a record travelled in, and with how many of its changes. */
export type RecordPackage = PackageHistoryItem & { recordChanges: number }

export type ConflictItem = {
  entity: Entity
  id: string
  field: string
  title: string
  /** `deletion`: deleted in one place, edited in another. */
  kind: 'value' | 'prose' | 'deletion'
  /** Its ancestry crosses changes that have not arrived: shown, not yet asked. */
  incomplete: boolean
  postponed: boolean
  leaves: number
}
export type ConflictDetail = ConflictItem & {
  base: string | number | null
  /** Highest first; `own` marks this computer. */
  sides: (Stamp & {
    ref: string
    value: string | number | null
    shown: string | null
    own: boolean
    /** Of a stage: the step that led to it. */
    move?: Move | null
  })[]
  /** Prose merged as far as it goes: plain stretches and places to choose. */
  merged: MergedPart[] | null
}
export type MergedPart = { text: string; by: 'both' | 'left' | 'right' } | { choices: [string, string]; base: string }

/** Two records that seem to be one. */
export type DoubleItem = {
  entity: 'organizations' | 'people' | 'meetings'
  left: { id: string; title: string }
  right: { id: string; title: string }
}
