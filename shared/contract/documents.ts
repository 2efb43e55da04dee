/** Documents: lists and pages, what a report can begin with, versions. */
import * as z from 'zod/mini'
import type { Attachment } from '../domain/attachments.ts'
import { documentKinds, documentStages } from '../domain/documents.ts'
import type {
  CitableItem,
  DocumentItem,
  DocumentPage,
  Proposals,
  ReturnedFile,
  WrittenInto,
} from '../views/documents.ts'
import type { Page } from '../views.ts'
import { gives, id, ids, job, paging, paths, read, short, work, write } from './kinds.ts'

const reason = z.string().check(z.maxLength(20_000))

const formInput = {
  document: id,
  consultations: ids,
  /** One form for all units instead of one each. */
  together: z.boolean(),
  formats: z.array(z.enum(['docx', 'xlsx'])).check(z.minLength(1), z.maxLength(2)),
  folder: z.string().check(z.minLength(1), z.maxLength(4096)),
}
export type FormInput = z.infer<z.ZodMiniObject<typeof formInput>>

export const documentOperations = {
  /** Newest first. */
  'documents.list': read(
    z.strictObject({
      campaign: z.optional(id),
      team: z.optional(id),
      /** Of its team. */
      topic: z.optional(short),
      kind: z.optional(z.enum(documentKinds)),
      stage: z.optional(z.enum(documentStages)),
      unreported: z.optional(z.boolean()),
      text: z.optional(short),
      ...paging,
    }),
    gives<Page<DocumentItem>>(),
  ),
  'documents.page': read(z.strictObject({ id }), gives<DocumentPage | null>()),
  /**
   * What a report of a team, or of a whole campaign, can say. With `document` only what is not cited in it yet, and its own team and
   * campaign where none is given.
   */
  'documents.proposals': read(
    z.strictObject({ team: z.optional(id), campaign: z.optional(id), document: z.optional(id) }),
    gives<Proposals>(),
  ),
  /** Photos of the visits of its team, or of its whole campaign, that are here as files; with those of the document itself first. */
  'documents.photos': read(z.strictObject({ id }), gives<Attachment[]>()),
  /** What a sentence of it can rest on beside findings: what was said, photos, figures; of its own team or of its campaign. */
  'documents.citable': read(
    z.strictObject({
      id,
      source: z.enum(['statement', 'attachment', 'indicator']),
      own: z.boolean(),
      text: z.optional(short),
    }),
    gives<CitableItem[]>(),
  ),
  /** Where a finding, statement, visit or photo stands in documents; with the sentence as it reads now. */
  'citations.of': read(
    z.strictObject({ entity: z.enum(['findings', 'statements', 'visits', 'attachments', 'meetings']), id }),
    gives<WrittenInto[]>(),
  ),
  /** Moves a document to another stage, as `document-rules.ts` allows; the text as it leaves the stage is kept as a version. */
  'documents.move': write(
    z.strictObject({ id, to: z.enum(documentStages), text: reason }),
    gives<{ proceeding: string }>(),
  ),
  /** A step of 审定: who agreed or not, and what they said. `actor`: left out, who sits here. */
  'documents.approve': write(
    z.strictObject({ id, verdict: z.enum(['approval', 'refusal']), text: reason, actor: z.optional(short) }),
    gives<{ proceeding: string }>(),
  ),
  /** Writes the forms of a round: the text with numbered clauses and room for what is to be changed. */
  'consultations.export': work(z.strictObject({ ...formInput, job }), gives<{ paths: string[] }>()),
  /** Reads returned forms of a consultation; nothing is written. */
  'consultations.read': work(z.strictObject({ document: id, paths, job }), gives<ReturnedFile[]>()),
  /** 存一版: keeps the whole text as it is now. Nothing is written where the newest version says the same. */
  'versions.save': write(
    z.strictObject({ document: id, note: z.optional(short) }),
    gives<{ version: string; number: number; isNew: boolean }>(),
  ),
  /** Brings a version's text back as an edit; what stood there is kept as a version first. Sections it lacks go to the trash. */
  'versions.restore': write(z.strictObject({ version: id }), gives<{ kept: string }>()),
} as const
