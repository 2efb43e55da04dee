import { fileURLToPath } from 'node:url'
import { ensureBuiltIns } from '../../../../electron/data/builtin/built-ins.ts'
import { demoRecords } from '../../../../electron/data/builtin/demo.ts'
import { remakeMerges } from '../../../../electron/data/db/merges.ts'
import type { WritableDb } from '../../../../electron/data/db/open.ts'
import type { Entity } from '../../../../shared/domain/fields.ts'
import { builtInId } from '../../../../shared/domain/ids.ts'
import { insertHandover, insertRow, memoryDb } from '../../../support/rows.ts'

export const resourcesDir = fileURLToPath(new URL('../../../../resources', import.meta.url))

/** All divisions and the demonstration data, not handed in, written one millisecond after another. */
export function demoDb(): WritableDb {
  const db = memoryDb()
  ensureBuiltIns(db, resourcesDir)
  for (const [at, { entity, id, fields }] of demoRecords(resourcesDir).entries()) {
    insertRow(db, entity, id, fields, { updated: (at + 1) * 2048, stream: 1, meta: '{}' })
    insertHandover(db, entity, id, 0)
  }
  remakeMerges(db)
  return db
}

export const region = (code: string): string => builtInId('regions', code)
export const demoId = (entity: Entity, slug: string): string => builtInId(entity, `jiangsu-2023/${slug}`)
export const wholePage = { offset: 0, limit: 500 }
