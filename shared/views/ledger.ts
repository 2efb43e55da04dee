/** Shapes of the ledger's operations. */
import type { Attachment } from '../domain/attachments.ts'
import type { Campaign } from '../domain/campaigns.ts'
import type { Document } from '../domain/documents.ts'
import type { Breach } from '../domain/ledger-rules.ts'
import type { Measure, Proceeding } from '../domain/measures.ts'
import type { Directive } from '../domain/meetings.ts'
import type { Reminder } from '../domain/reminders.ts'
import type { FindingItem, Named, Page, Reported } from '../views.ts'

/** A step as its entry in the proceedings tells it. */
export type Move = {
  id: string
  from: string | null
  to: string | null
  text: string | null
  actor: string | null
  at: string | null
}

/** A directive with where it was given: `place` counts from 1 within its meeting. */
export type DirectiveItem = Directive & {
  issuerName: string | null
  meetingNumber: number | null
  meetingTitle: string | null
  meetingKind: string | null
  meetingDate: string | null
  /** Whose teams it may concern. */
  campaign: string | null
  place: number
  teamNames: Named[]
  measures: { id: string; title: string | null; stage: Measure['stage']; teams: string[] }[]
  /** Teams it concerns that no measure has taken up. */
  lacking: Named[]
  /** 待核. */
  doubt: Breach | null
}

export type MeasureItem = Measure & {
  campaignName: string | null
  ownerName: string | null
  personName: string | null
  coOwnerNames: Named[]
  teamNames: Named[]
  regionNames: Named[]
  /** What it follows from, in a few words each. */
  basis: {
    entity: 'directives'
    id: string
    meeting: string | null
    number: number | null
    title: string | null
    place: number
  }[]
  reminder: Reminder
  /** Until the deadline; negative once it has passed. */
  daysLeft: number | null
  /** Files and linked documents. */
  proofs: number
  /** The deadline asked for, while nobody has answered. */
  extension: string | null
  /** 待核: what its stage lacks after computers were merged. */
  doubt: Breach | null
  reported: Reported
  conflicts: number
  updated: number
}

/** `answer`: of an extension; `undone`: of an answer or move that was taken back. */
export type ProceedingItem = Proceeding & { answer: 'approval' | 'refusal' | null; undone: boolean }

export type MeasurePage = MeasureItem & {
  campaignRow: Campaign | null
  directiveItems: DirectiveItem[]
  findingItems: FindingItem[]
  documentItems: Pick<Document, 'id' | 'title' | 'kind' | 'stage'>[]
  files: Attachment[]
  /** Newest first. */
  proceedings: ProceedingItem[]
  parentItem: Pick<Measure, 'id' | 'title'> | null
  parts: Pick<Measure, 'id' | 'title' | 'stage'>[]
}

export type ReminderCounts = Record<Reminder, number>

/** The numbers beside `total` are of what is filtered, whatever reminder or deadline was asked for. */
export type MeasureList = Page<MeasureItem> & {
  all: number
  counts: ReminderCounts
  proposed: number
  /** Without a responsible unit or a deadline. */
  missing: number
  /** From the first assignment to the last deadline. */
  span: { from: string | null; to: string | null }
  today: string
}
