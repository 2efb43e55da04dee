/** Getting old material in: press texts and reports, spreadsheets. Nothing is entered before a person says so. */
import * as z from 'zod/mini'
import type { PressReading } from '../domain/intake.ts'
import { type SheetImport, type SheetNoun, type SheetPreview, sheetNouns } from '../domain/intake-sheets.ts'
import { entity, fieldName, gives, id, job, main, read, value, work, write } from './kinds.ts'

const path = z.string().check(z.minLength(1), z.maxLength(4096))
const noun = z.enum(sheetNouns as [SheetNoun, ...SheetNoun[]])
const count = z.int().check(z.minimum(0), z.maximum(1_048_576))
const draft = z.enum(['press', 'sheet'])

const sheetChoices = {
  /** One file; dropped ones come by `paths`. */
  paths: z.array(path).check(z.minLength(1), z.maxLength(1)),
  sheet: z.optional(count),
  noun: z.optional(noun),
  /** The row that names the columns; 0: none does. */
  headerRow: z.optional(count),
  columns: z.optional(z.array(z.strictObject({ index: count, field: z.nullable(fieldName) })).check(z.maxLength(256))),
  campaign: z.optional(z.nullable(id)),
  team: z.optional(z.nullable(id)),
  /** Of dates that are written without one. */
  year: z.optional(z.nullable(z.int().check(z.minimum(1900), z.maximum(2199)))),
  job,
}

export const intakeOperations = {
  /** Reads a pasted text, or a .docx or text file. `published` takes the place of the text's own date. */
  'intake.readText': work(
    z.strictObject({
      text: z.optional(z.string().check(z.maxLength(2_000_000))),
      paths: z.optional(z.array(path).check(z.minLength(1), z.maxLength(1))),
      published: z.optional(z.nullable(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)))),
      job,
    }),
    gives<PressReading>(),
  ),
  /**
   * Writes new records in one transaction, all or none. A document comes in at the stage the text names: the move into it is written
   * down with `passage`, as every move is.
   */
  'intake.save': write(
    z.strictObject({
      records: z
        .array(
          z.strictObject({
            entity,
            id,
            values: z.record(fieldName, value),
            passage: z.optional(z.string().check(z.maxLength(2_000))),
          }),
        )
        .check(z.minLength(1), z.maxLength(5_000)),
    }),
    gives<{ saved: number }>(),
  ),
  /** What is being corrected and not saved yet, as the window kept it; not synced. */
  'intake.draft': read(z.strictObject({ draft }), gives<{ value: string | null }>()),
  'intake.keepDraft': write(
    z.strictObject({ draft, value: z.nullable(z.string().check(z.maxLength(8_000_000))) }),
    gives<null>(),
  ),
  /** Writes a noun's template into a folder. */
  'intake.template': work(z.strictObject({ folder: path, noun, job }), gives<{ path: string }>()),
  /** What a spreadsheet would bring in. Left out choices are found in the file. */
  'intake.inspectSheet': work(z.strictObject(sheetChoices), gives<SheetPreview>()),
  /** Enters the rows in one transaction. `all`: nothing is entered where one row is bad. */
  'intake.importSheet': work(
    z.strictObject({
      ...sheetChoices,
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      mode: z.enum(['good', 'all']),
      doubles: z.enum(['skip', 'add']),
    }),
    gives<SheetImport>(),
  ),
  /** Takes an import back, or its taking back. */
  'intake.moveBatch': work(z.strictObject({ batch: id, back: z.boolean(), job }), gives<{ records: number }>()),
  'dialog.openIntake': main(z.strictObject({ kind: draft }), gives<{ paths: string[] }>()),
} as const
