import { choice, date, flag, integer, noun, order, prose, type RowOf, ref, set, text, time } from './fields.ts'

/** 意见、办法、报告、纪要、其他. */
export const documentKinds = ['opinion', 'rule', 'report', 'minutes', 'other'] as const
/** 初稿 → 讨论稿 → 修改 → 征求意见 → 完善 → 审定 → 印发. */
export const documentStages = [
  'draft',
  'discussion',
  'revision',
  'consultation',
  'completion',
  'approval',
  'issued',
] as const

/** 文件与报告. Its text lies in its sections, so that two people can write at once. */
export const documents = noun(['campaign', 'team', 'meeting'], {
  campaign: ref('campaigns'),
  /** Whose report it is. */
  team: ref('teams'),
  /** The meeting whose minutes it is, or that discussed it. */
  meeting: ref('meetings'),
  title: text,
  kind: choice(documentKinds),
  stage: choice(documentStages),
  /** 文号. */
  number: text,
  /** 主送. */
  recipient: text,
  /** 署名. */
  issuer: text,
  issued: date,
  /** The template it is exported with. */
  template: ref('templates'),
})
export type Document = RowOf<typeof documents>

/** 基本情况、主要做法和成效、存在问题、原因分析、意见建议、下一步打算: the usual parts of a research report. */
export const sectionParts = ['background', 'practice', 'problems', 'causes', 'suggestions', 'plans'] as const

/** 章节. */
export const sections = noun(['document'], {
  document: ref('documents'),
  part: choice(sectionParts),
  heading: text,
  /** Paper text (shared/domain/paper-text.ts). */
  body: prose,
  order,
})
export type Section = RowOf<typeof sections>

/** 版本: the whole text at a moment, written once. */
export const versions = noun(['document'], {
  document: ref('documents'),
  number: integer,
  /** The document's stage then. */
  stage: text,
  note: text,
  author: text,
  at: time,
  /** Title and sections as paper text. */
  body: prose,
})
export type Version = RowOf<typeof versions>

/** 征求意见: one unit that was asked. */
export const consultations = noun(['document'], {
  document: ref('documents'),
  version: ref('versions'),
  organization: ref('organizations'),
  contact: text,
  sent: date,
  due: date,
  returned: date,
  /** 无意见: it answered that it has none. */
  none: flag,
  note: prose,
})
export type Consultation = RowOf<typeof consultations>

/** 采纳、部分采纳、不采纳. */
export const verdicts = ['adopted', 'partly', 'declined'] as const

/** 反馈意见: one comment of a consulted unit. */
export const opinions = noun(['document'], {
  document: ref('documents'),
  consultation: ref('consultations'),
  organization: ref('organizations'),
  /** The clause or passage it is about. */
  clause: text,
  comment: prose,
  verdict: choice(verdicts),
  reason: prose,
  order,
})
export type Opinion = RowOf<typeof opinions>

/** 依据: what supports a sentence; the sentence carries `[^id]` of it. */
export const citations = noun(['document'], {
  document: ref('documents'),
  section: ref('sections'),
  /** The sentence when it was cited; where it stands now is found by its mark. */
  sentence: prose,
  finding: ref('findings'),
  statement: ref('statements'),
  attachment: ref('attachments'),
  indicator: ref('indicators'),
  /** Facts of where a team was and whom it met. */
  visit: ref('visits'),
  meeting: ref('meetings'),
})
export type Citation = RowOf<typeof citations>

/** 议程: one item of a meeting, often a team's report. */
export const agendaItems = noun(['meeting'], {
  meeting: ref('meetings'),
  title: text,
  team: ref('teams'),
  document: ref('documents'),
  presenter: ref('people'),
  minutes: integer,
  /** What was said to it. */
  note: prose,
  heard: choice(['heard', 'skipped']),
  order,
})
export type AgendaItem = RowOf<typeof agendaItems>

/** 提纲模板、文稿模板. */
export const templateKinds = ['outline', 'paper'] as const

/** 模板: an outline of questions for a topic, or an office's own .docx. */
export const templates = noun('base', {
  kind: choice(templateKinds),
  name: text,
  topics: set('text'),
  /** An outline: one question a line. */
  body: prose,
  /** A paper: what it is for (document kind or paper name), and its file. */
  paper: text,
  attachment: ref('attachments'),
  order,
})
export type Template = RowOf<typeof templates>
