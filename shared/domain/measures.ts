import { choice, date, integer, noun, order, prose, type RowOf, ref, set, text, time } from './fields.ts'

/** 待立项 → 已交办 → 已签收 → 办理中 → 已办结 → 已销号 → 回头看. */
export const measureStages = ['proposed', 'assigned', 'accepted', 'ongoing', 'done', 'closed', 'reviewed'] as const
/** 兑现、部分兑现、未兑现: whether what was promised was kept, found at the review. */
export const outcomes = ['kept', 'partly', 'broken'] as const

/** 举措: what follows from findings and directives; one line of the ledger. */
export const measures = noun(['campaign', 'directives', 'findings'], {
  campaign: ref('campaigns'),
  title: text,
  content: prose,
  /** The year it belongs to. */
  year: integer,
  /** The responsible unit, and the department of it. */
  owner: ref('organizations'),
  department: text,
  /** The responsible person. */
  person: ref('people'),
  coOwners: set('organizations'),
  /** 交办日期. */
  assigned: date,
  due: date,
  stage: choice(measureStages),
  /** What shows that it was done, in words; files are attachments of the measure. */
  evidence: prose,
  findings: set('findings'),
  directives: set('directives'),
  teams: set('teams'),
  /** Cities it was promised to. */
  regions: set('regions'),
  documents: set('documents'),
  /** 专题 it is about. */
  topics: set('text'),
  /** 拆解: the measure it was split from. */
  parent: ref('measures'),
  /** 回头看. */
  reviewDate: date,
  outcome: choice(outcomes),
  outcomeNote: prose,
  order,
})
export type Measure = RowOf<typeof measures>

/**
 * 办理记录: what was done about a measure, a directive or a document. `note` progress in words, `move` a stage moved, `extension` a later
 * deadline asked for, `approval` and `refusal` the answer to it or a step of a document's approval, `reminder` 督办.
 */
export const proceedingKinds = ['note', 'move', 'extension', 'approval', 'refusal', 'reminder'] as const

/** 办理记录: one entry, written once: who, when, why. */
export const proceedings = noun(['measure', 'directive', 'document'], {
  measure: ref('measures'),
  directive: ref('directives'),
  document: ref('documents'),
  kind: choice(proceedingKinds),
  /** Stage before and after a move; the deadline before and after an approval. */
  from: text,
  to: text,
  text: prose,
  /** The one who did it, as this computer's profile named them; of an answer to an extension, whoever gave it. */
  actor: text,
  at: time,
  /** The deadline an extension asks for. */
  due: date,
  /** The extension an approval or refusal answers; of a note, the answer it takes back. */
  answers: ref('proceedings'),
})
export type Proceeding = RowOf<typeof proceedings>
