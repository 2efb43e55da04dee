/** Shapes of the president's office meeting and of what was promised to cities. */
import type { Attachment } from '../domain/attachments.ts'
import type { AgendaItem, Document } from '../domain/documents.ts'
import type { IndicatorItem, Named } from '../views.ts'
import type { DirectiveItem, MeasureItem } from './ledger.ts'

export type AgendaLine = AgendaItem & {
  teamName: string | null
  leaderName: string | null
  leaderTitle: string | null
  topics: string[]
  presenterName: string | null
  documentItem: Pick<Document, 'id' | 'title' | 'kind' | 'stage'> | null
}

/** A line an agenda could have: a team that is not on it yet, with its report where there is one. */
export type AgendaProposal = {
  team: string
  teamName: string | null
  leader: string | null
  leaderName: string | null
  leaderTitle: string | null
  topics: string[]
  document: string | null
}

/** What earlier office meetings left open. */
export type OpenItems = { directives: DirectiveItem[]; measures: MeasureItem[] }

/** One agenda item as it is heard: the team, where it was, and what it found, by kind. */
export type HearingTeam = {
  item: AgendaLine
  departments: string[]
  cities: {
    id: string
    name: string | null
    visits: { id: string; start: string | null; end: string | null; precision: string | null }[]
  }[]
  findings: {
    id: string
    kind: string | null
    text: string
    isQuote: boolean
    regionNames: Named[]
    priority: string | null
  }[]
  indicators: IndicatorItem[]
  photos: Attachment[]
}

/** 上年承诺: a measure of an earlier year for a city, and whether it was kept. */
export type CityPromise = {
  measure: MeasureItem
  year: number | null
  /** The cities asked about that it was promised to. */
  cities: Named[]
}
