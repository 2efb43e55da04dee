/** Templates, fields of the office's own, answers side by side, the calendar of visits. */
import * as z from 'zod/mini'
import { type CustomNoun, customNouns } from '../domain/custom-fields.ts'
import { type Template, templateKinds } from '../domain/documents.ts'
import type { CalendarVisit, CustomFieldItem, CustomFieldOf, OutlineComparison, Overlap } from '../views/field.ts'
import { gives, id, none, read } from './kinds.ts'

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))

export const fieldOperations = {
  'customFields.list': read(none, gives<CustomFieldItem[]>()),
  /** The fields of a record's noun with the record's values. */
  'customFields.ofRecord': read(
    z.strictObject({ noun: z.enum(customNouns as [CustomNoun, ...CustomNoun[]]), id }),
    gives<CustomFieldOf[]>(),
  ),
  'templates.list': read(z.strictObject({ kind: z.optional(z.enum(templateKinds)) }), gives<Template[]>()),
  /** What was said to each question of a campaign's outlines, city by city. */
  'outlines.compare': read(z.strictObject({ campaign: id, team: z.optional(id) }), gives<OutlineComparison>()),
  /** Dated visits that touch the days from `from` to `to`, both included. */
  'visits.calendar': read(
    z.strictObject({ from: day, to: day, campaign: z.optional(id), team: z.optional(id) }),
    gives<CalendarVisit[]>(),
  ),
  /** Visits that get in each other's way: all of a campaign, or those of one visit. */
  'visits.overlaps': read(z.strictObject({ campaign: z.optional(id), visit: z.optional(id) }), gives<Overlap[]>()),
} as const
