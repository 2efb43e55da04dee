/** Photos, sound, papers: files that belong to a record. */
import * as z from 'zod/mini'
import type { FailureCode } from '../result.ts'
import type { CardFile, PhotoPlace } from '../views/attachments.ts'
import { gives, id, job, main, paths, read, short, work, write } from './kinds.ts'

const folder = z.string().check(z.minLength(1), z.maxLength(4096))
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const base64 = (most: number) => z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/), z.maxLength(most))

const owner = {
  visit: z.optional(id),
  site: z.optional(id),
  meeting: z.optional(id),
  measure: z.optional(id),
  document: z.optional(id),
}

export const attachmentOperations = {
  /**
   * Copies files into the content store and adds their records. A file that cannot be taken is named in `refused` and holds up no
   * other; where none can be taken the first one's refusal is the failure.
   */
  'attachments.add': work(
    z.strictObject({ paths, ...owner, job }),
    gives<{ ids: string[]; known: number; refused: { name: string; code: FailureCode }[] }>(),
  ),
  /** A picture from the clipboard, which has no file. */
  'attachments.addPasted': work(
    z.strictObject({ name: short, bytes: base64(40_000_000), ...owner, job }),
    gives<{ ids: string[]; known: number; refused: { name: string; code: FailureCode }[] }>(),
  ),
  /** Looks through a camera's card. Nothing is taken in. */
  'attachments.scanCard': work(z.strictObject({ folder, job }), gives<{ files: CardFile[]; more: boolean }>()),
  /** A small copy of a picture for lists, drawn by the window. */
  'attachments.keepSmall': write(z.strictObject({ sha256, jpeg: base64(400_000) }), gives<null>()),
  /** Where a photo's bytes are. */
  'photos.place': read(z.strictObject({ sha256 }), gives<{ place: PhotoPlace }>()),
  /** Makes a copy that `shell.openCopy` may open; nothing runnable. */
  'attachments.copyToOpen': work(z.strictObject({ id }), gives<{ path: string }>()),
  'attachments.saveCopy': work(z.strictObject({ id, folder }), gives<{ path: string }>()),
  /** Opens what `attachments.copyToOpen` made, with the program the system has for it. */
  'shell.openCopy': main(z.strictObject({ path: folder }), gives<null>()),
  'dialog.openFiles': main(z.strictObject({}), gives<{ paths: string[] }>()),
} as const
