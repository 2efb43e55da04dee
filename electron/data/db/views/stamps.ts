import { partsOf } from '../../../../shared/sync/change.ts'
import { millisecondsOf } from '../../../../shared/sync/clock.ts'
import type { Stamp } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'

/** Who wrote it and when, by the writer's own clock. */
export function stampOf(db: ReadableDb, ref: string, hlc: number): Stamp {
  const { device } = partsOf(ref)
  const name = db.prepare('SELECT name FROM devices WHERE id = ?').pluck().get(device) as string | null | undefined
  return { at: millisecondsOf(hlc), device, deviceName: name ?? null }
}
