import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What lies in the data folder; one place knows the names. */
export function dataFiles(dataDir: string) {
  return {
    database: join(dataDir, 'shanyan.db'),
    /** The search index: made from the database, thrown away where it is damaged. */
    search: join(dataDir, 'search.db'),
    drafts: join(dataDir, 'drafts.db'),
    owner: join(dataDir, 'owner.lock'),
    /** This computer's keys, the secret ones sealed. */
    keys: join(dataDir, 'keys.json'),
    /** Content store: `<first two hex digits>/<sha256>`. */
    attachments: join(dataDir, 'attachments'),
    /** Small copies of pictures for lists, `<first two hex digits>/<sha256>.jpg`: a cache. */
    small: join(dataDir, 'small'),
    /** Copies that other programs were asked to open; emptied at start. */
    opened: join(dataDir, 'opened'),
    /** Sound that is being recorded; each becomes an attachment when it ends. */
    recordings: join(dataDir, 'recordings'),
    /** Packages being verified; emptied at start. */
    staging: join(dataDir, 'staging'),
    /** Packages that wait to be delivered; those that were fetched and wait for a person. */
    outbox: join(dataDir, 'outbox'),
    inbox: join(dataDir, 'inbox'),
    /** Packages that were refused, kept with their reason. */
    quarantine: join(dataDir, 'quarantine'),
  }
}

/** Where the bytes of an attachment lie. `sha256` has been checked to be 64 hex digits. */
export const attachmentPath = (dataDir: string, sha256: string): string =>
  join(dataFiles(dataDir).attachments, sha256.slice(0, 2), sha256)

/** Where the small copy of a picture lies, if it was drawn. */
export const smallPath = (dataDir: string, sha256: string): string =>
  join(dataFiles(dataDir).small, sha256.slice(0, 2), `${sha256}.jpg`)
/** A recording that has not ended. `id` has been checked to be a UUID. */
export const recordingPath = (dataDir: string, id: string): string => join(dataFiles(dataDir).recordings, `${id}.webm`)

/** Called by the owner of the folder at its start: whatever lies in staging was left by a run that ended. */
export function makeFolders(dataDir: string): void {
  const files = dataFiles(dataDir)
  rmSync(files.staging, { recursive: true, force: true })
  rmSync(files.opened, { recursive: true, force: true })
  const { attachments, recordings, staging, quarantine, outbox, inbox } = files
  for (const folder of [attachments, recordings, staging, quarantine, outbox, inbox])
    mkdirSync(folder, { recursive: true })
}
