import { closeSync, openSync } from 'node:fs'
import { recordingPath } from '../db/folder.ts'
import { storeContent } from '../sync/content-store.ts'
import type { TaskContext } from '../tasks.ts'
import { seekable } from './webm.ts'

/** A recording once its bytes are in the content store. */
export type Sound = { sha256: string; size: number; milliseconds: number }

/**
 * Copies an ended recording into the content store, in a form that can be sought in.
 * @returns `null` where there is no sound in it
 * @throws Refusal `disk-*`; the recording stays as it is then
 */
export async function keepSound(context: TaskContext, { id }: { id: string }): Promise<Sound | null> {
  const fd = openSync(recordingPath(context.dataDir, id), 'r')
  try {
    const sound = seekable(fd)
    if (!sound) return null
    const { sha256, size } = storeContent(context.dataDir, sound.pieces)
    return { sha256, size, milliseconds: sound.milliseconds }
  } finally {
    closeSync(fd)
  }
}
