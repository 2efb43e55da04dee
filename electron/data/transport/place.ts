import { drivePlace } from './drive.ts'
import { folderPlace } from './folder.ts'

/** A place packages are put into and fetched from. Storage is dumb (sync rule 9): no lock file, no ETag, no server time is believed. */
export type Place = {
  /** Names and sizes of the `.shanyan` files there; of what a hostile place may list, only plain file names. */
  list(signal?: AbortSignal): Promise<{ name: string; size: number }[]>
  /**
   * Puts a local file there under its final name: temporary name, complete, checked, then renamed. A file of this name with the same
   * content counts as delivered; one with another content is never overwritten.
   */
  put(path: string, name: string, step: Step, signal?: AbortSignal): Promise<void>
  /** Fetches a file into a fresh local path. What a cut left in `path + '.part'` is gone on with. */
  get(name: string, path: string, step: Step, signal?: AbortSignal): Promise<void>
}

/** Takes the bytes further on; their sum is the file's size. Negative where a part has to begin anew. */
export type Step = (bytes: number) => void

export type PlaceConfig =
  | { kind: 'folder'; path: string }
  /** A removable drive, known by its marker file whatever letter or mount point it gets. */
  | { kind: 'drive'; marker: string }
  /** `proxy`: `http://[user:password@]host:port`; without it `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the environment count. */
  | { kind: 'webdav'; url: string; user: string; password: string; proxy?: string }

/**
 * Opens a place for one round of deliveries; nothing is looked at yet. Every operation of it
 * @throws Refusal `place-*`, `cancelled`; `disk-*` where this computer's own file is what fails
 */
export async function openPlace(config: PlaceConfig): Promise<Place> {
  if (config.kind === 'folder') return folderPlace(config.path)
  if (config.kind === 'drive') return drivePlace(config.marker)
  // its XML parser is loaded where somebody uses it, not at every start
  const { webdavPlace } = await import('./webdav.ts')
  return webdavPlace(config)
}
