import { partsOf } from '../../../../shared/sync/change.ts'
import { millisecondsOf } from '../../../../shared/sync/clock.ts'
import type { Stamp } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'

/** Who wrote it and when, by the writer's own clock. */
export function stampOf(db: ReadableDb, ref: string, hlc: number): Stamp {
  const { device } = partsOf(ref)
  const row = prepared(db, 'SELECT name, person FROM devices WHERE id = ?').get(device) as
    | { name: string | null; person: string | null }
    | undefined
  return { at: millisecondsOf(hlc), device, deviceName: row?.name || null, person: row?.person || null }
}
