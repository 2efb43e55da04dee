/** Printing what a person sees: lists and records, as they stand on the page. */
import * as z from 'zod/mini'
import { mostPrinted } from '../views.ts'
import { gives, id, job, main, short, work } from './kinds.ts'

/** The page as it is to be printed, whole, with its styles; it needs no script. `job` names it for `page.stop`. */
const page = {
  html: z.string().check(z.minLength(1), z.maxLength(mostPrinted)),
  landscape: z.boolean(),
  job: id,
}

/** Rows of a list that a window hands over at a time, and cells of one. */
const rows = z.array(z.array(z.string().check(z.maxLength(32_000))).check(z.maxLength(60))).check(z.maxLength(500))

export const printingOperations = {
  /** Opens the system's print dialog. `printed`: false where the person thought better of it. */
  'page.print': main(z.strictObject(page), gives<{ printed: boolean }>()),
  /** Asks where, and writes it there as a PDF; `null`: nowhere. `name`: of the file, before it is made safe. */
  'page.pdf': main(z.strictObject({ ...page, name: short }), gives<{ path: string; bytes: number } | null>()),
  /** Ends what `job` names; its call answers `cancelled`. */
  'page.stop': main(z.strictObject({ job: id }), gives<null>()),
  /** Rows of a list as they are shown, gathered under `table` until `tables.write` makes a spreadsheet of them. */
  'tables.put': work(z.strictObject({ table: id, rows }), gives<null>()),
  /** Writes what was gathered as .xlsx; a name that is taken gets a number. */
  'tables.write': work(
    z.strictObject({
      table: id,
      title: short,
      note: z.string().check(z.maxLength(2000)),
      /** `width` in characters, two a Han character. */
      columns: z
        .array(
          z.strictObject({ label: short, width: z.number().check(z.minimum(1), z.maximum(200)), number: z.boolean() }),
        )
        .check(z.minLength(1), z.maxLength(60)),
      folder: z.string().check(z.minLength(1), z.maxLength(4096)),
      job,
    }),
    gives<{ path: string; bytes: number }>(),
  ),
} as const
