/** Printing what a person sees: lists and records, as they stand on the page. */
import * as z from 'zod/mini'
import { mostPrinted } from '../views.ts'
import { gives, id, main, short } from './kinds.ts'

/** The page as it is to be printed, whole, with its styles; it needs no script. `job` names it for `page.stop`. */
const page = {
  html: z.string().check(z.minLength(1), z.maxLength(mostPrinted)),
  landscape: z.boolean(),
  job: id,
}

export const printingOperations = {
  /** Opens the system's print dialog. `printed`: false where the person thought better of it. */
  'page.print': main(z.strictObject(page), gives<{ printed: boolean }>()),
  /** Asks where, and writes it there as a PDF; `null`: nowhere. `name`: of the file, before it is made safe. */
  'page.pdf': main(z.strictObject({ ...page, name: short }), gives<{ path: string; bytes: number } | null>()),
  /** Ends what `job` names; its call answers `cancelled`. */
  'page.stop': main(z.strictObject({ job: id }), gives<null>()),
} as const
