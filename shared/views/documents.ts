/** Shapes of documents: the list, the page of one, and what its sentences rest on. */
import type { Attachment } from '../domain/attachments.ts'
import type { FormReading } from '../domain/consultation-form.ts'
import type { Citation, Consultation, Document, Opinion, Section, Version } from '../domain/documents.ts'
import type { Proceeding } from '../domain/measures.ts'
import type { Proposal } from '../domain/report-draft.ts'
import type { Failure } from '../result.ts'
import type { FindingItem, IndicatorItem, Reported, VisitItem } from '../views.ts'

export type DocumentItem = Document & {
  campaignName: string | null
  teamName: string | null
  leaderName: string | null
  sections: number
  /** Sections without text. */
  missing: number
  versions: number
  /** Units that were asked, and those that have answered. */
  asked: number
  answered: number
  reported: Reported
  conflicts: number
  updated: number
}

/** What a citation points at, as it is today. */
export type CitedSource = {
  /** `merged`: another finding speaks for it, which is shown. `awaited`: it has not arrived here. */
  state: 'here' | 'merged' | 'deleted' | 'awaited'
  finding: Pick<FindingItem, 'id' | 'kind' | 'topics' | 'quote' | 'summary' | 'regionNames'> | null
  statement: { id: string; meeting: string | null; text: string | null; speaker: string | null } | null
  meetings: {
    id: string
    title: string | null
    kind: string | null
    number: number | null
    date: string | null
    precision: string | null
    regionName: string | null
  }[]
  visits: Pick<VisitItem, 'id' | 'regionName' | 'start' | 'end' | 'precision' | 'leaderName' | 'purpose'>[]
  /** Of the visits and meetings, the first ones; one without a file is still expected. */
  photos: Attachment[]
  attachment: Attachment | null
  indicator: IndicatorItem | null
  /** The text the finding came from, where a campaign names one: 新闻稿 2023-12-05. */
  origin: { source: string; date: string | null } | null
}
/** A statement, photo or figure a sentence can rest on. `head`: who, where, when, as far as known; `said`: what it says. */
export type CitableItem = { id: string; head: (string | null)[]; said: string | null; sha256: string | null }
export type CitationItem = Citation & { source: CitedSource }

export type VersionItem = Omit<Version, 'body'>
export type OpinionItem = Opinion & { organizationName: string | null }
export type ConsultationItem = Consultation & {
  organizationName: string | null
  versionNumber: number | null
  opinions: number
}

export type DocumentPage = DocumentItem & {
  /** What the report of a team is about. */
  topics: string[]
  /** Year of the campaign. */
  year: number | null
  /** Places its team was sent to or its campaign covers. */
  places: string[]
  sectionItems: Section[]
  /** Sections with two writings that wait for a person. */
  openSections: string[]
  citationItems: CitationItem[]
  /** The newest first, without their texts. */
  versionItems: VersionItem[]
  consultationItems: ConsultationItem[]
  opinionItems: OpinionItem[]
  /** Moves and approvals, the newest first. */
  proceedingItems: Proceeding[]
  /** Pictures placed in the text, and further files of the document. */
  photos: Attachment[]
}

/** What a report could say, by part, and where nothing is known, why. */
export type Proposals = { title: string; parts: Proposal[] }

/** A document a finding, statement or photo is written into, with the sentence. */
export type WrittenInto = {
  citation: string
  document: string
  title: string | null
  kind: Document['kind']
  stage: Document['stage']
  section: string | null
  heading: string | null
  sentence: string
}

/** A file that came back from consulted units. `known`: places of opinions that were taken in before. */
export type ReturnedFile = {
  file: string
  readings: (FormReading & { consultation: string | null; known: number[] })[]
  failure: Failure | null
}
