/** What becomes of findings: directives, measures and the steps they take. */
import * as z from 'zod/mini'
import { stagedNouns } from '../domain/guarded.ts'
import { measureStages, outcomes } from '../domain/measures.ts'
import { directiveStages } from '../domain/meetings.ts'
import { reminders } from '../domain/reminders.ts'
import type { MeasureList, MeasurePage } from '../views/ledger.ts'
import type { AgendaLine, AgendaProposal, CityPromise, HearingTeam, OpenItems } from '../views/office.ts'
import { gives, id, ids, paging, read, short, write } from './kinds.ts'

/** Why: goes into the proceedings, with who and when. */
const reason = z.string().check(z.maxLength(20_000))
const day = z.string().check(z.regex(/^\d{4}-\d{2}(-\d{2})?$/))

export const outcomeOperations = {
  'measures.list': read(
    z.strictObject({
      campaign: z.optional(id),
      stage: z.optional(z.enum(measureStages)),
      /** How it stands against its deadline today. */
      reminder: z.optional(z.enum(reminders)),
      owner: z.optional(id),
      directive: z.optional(id),
      finding: z.optional(id),
      document: z.optional(id),
      team: z.optional(id),
      /** Its own, or of a team it concerns. */
      topic: z.optional(short),
      /** With what lies below it. */
      city: z.optional(id),
      /** Deadlines, both included. */
      from: z.optional(short),
      to: z.optional(short),
      /** Only those with a deadline. */
      dated: z.optional(z.boolean()),
      unreported: z.optional(z.boolean()),
      text: z.optional(short),
      sort: z.optional(z.enum(['order', 'due', 'stage', 'owner', 'updated'])),
      descending: z.optional(z.boolean()),
      ...paging,
    }),
    gives<MeasureList>(),
  ),
  'measures.page': read(z.strictObject({ id }), gives<MeasurePage | null>()),
  /** The agenda of an office meeting, and what it could have besides: a line a team of its campaign. */
  'meetings.agenda': read(z.strictObject({ id }), gives<{ items: AgendaLine[]; proposals: AgendaProposal[] }>()),
  /** 听取汇报: what is shown of each agenda item. */
  'meetings.hearing': read(z.strictObject({ id }), gives<HearingTeam[]>()),
  /** 上次会议未办结. */
  'meetings.openItems': read(z.strictObject({ id }), gives<OpenItems>()),
  /** 上年承诺: what earlier years promised to a team's cities, or to the city of a visit. */
  'promises.list': read(z.strictObject({ team: z.optional(id), visit: z.optional(id) }), gives<CityPromise[]>()),
  /**
   * Moves measures one step, all or none. A step back needs a reason; every step is written into the proceedings. Refused where the rules
   * of `shared/domain/ledger-rules.ts` say so.
   */
  'measures.move': write(
    z.strictObject({
      ids,
      to: z.enum(measureStages),
      text: reason,
      /** 交办日期; left out: today. */
      assigned: z.optional(day),
      /** With the step to 回头看. */
      outcome: z.optional(z.enum(outcomes)),
      outcomeNote: z.optional(reason),
    }),
    gives<{ proceedings: string[] }>(),
  ),
  /** 申请延期: asks for another deadline. */
  'measures.extend': write(z.strictObject({ id, due: day, text: reason }), gives<{ proceeding: string }>()),
  /** Answers an extension; an approval sets the deadline. `actor`: whoever gave the answer, if not who sits here. */
  'measures.answer': write(
    z.strictObject({
      extension: id,
      verdict: z.enum(['approval', 'refusal']),
      text: reason,
      actor: z.optional(short),
    }),
    gives<{ proceeding: string }>(),
  ),
  /** Closes a directive or opens it again. */
  'directives.move': write(
    z.strictObject({ id, to: z.enum(directiveStages), text: reason }),
    gives<{ proceeding: string }>(),
  ),
  /** Progress or a reminder in words. */
  'proceedings.add': write(
    z.strictObject({ entity: z.enum(stagedNouns), id, kind: z.enum(['note', 'reminder']), text: reason }),
    gives<{ proceeding: string }>(),
  ),
  /** Takes the last move of a measure or directive, or the last answer to an extension, back: another entry, no erasure. */
  'proceedings.undo': write(z.strictObject({ ids, text: reason }), gives<{ proceedings: string[] }>()),
} as const
