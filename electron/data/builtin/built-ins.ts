import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInId } from '../../../shared/domain/ids.ts'
import type { Patch } from '../../../shared/domain/nouns.ts'
import { remakeMerges } from '../db/merges.ts'
import { transaction, type WritableDb } from '../db/open.ts'

export type BuiltInRow = { entity: 'regions'; id: string; fields: Required<Patch<'regions'>> }

const regionsFile = (resourcesDir: string) => join(resourcesDir, 'regions.json')
const settingsKey = 'builtInRegions'

/**
 * Every division of GB/T 2260 down to county, in code order. Levels and parents follow from the code: 32 00 00 province,
 * 32 09 00 city, 32 09 02 county; where no city has the middle digits (direct-administered), the province is the parent.
 */
export function builtInRows(resourcesDir: string): BuiltInRow[] {
  const divisions = JSON.parse(readFileSync(regionsFile(resourcesDir), 'utf8')) as [code: string, name: string][]
  const codes = new Set(divisions.map(([code]) => code))
  return divisions.map(([code, name]) => {
    const province = `${code.slice(0, 2)}0000`
    const city = `${code.slice(0, 4)}00`
    const level = code === province ? 'province' : code === city ? 'city' : 'county'
    const above = level === 'province' ? null : level === 'county' && codes.has(city) ? city : province
    return {
      entity: 'regions',
      id: builtInId('regions', code),
      fields: { code, name, level, parent: above && builtInId('regions', above), zone: null },
    }
  })
}

/**
 * Puts the built-in divisions into their table, once for each edition of resources/regions.json. They are no changes: not in the
 * log, `meta` NULL; a row that somebody edited (`meta` set) is left alone, and so are rows an edition no longer has.
 */
export function ensureBuiltIns(db: WritableDb, resourcesDir: string): void {
  const edition = JSON.stringify(
    createHash('sha256')
      .update(readFileSync(regionsFile(resourcesDir)))
      .digest('hex'),
  )
  const known = db.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(settingsKey)
  const present = db.prepare('SELECT 1 FROM regions WHERE id = ?').get(builtInId('regions', '110000'))
  if (known === edition && present) return
  transaction(db, () => {
    const insert = db.prepare(
      `INSERT INTO regions (id, code, name, level, parent, zone, stream) VALUES (?, ?, ?, ?, ?, ?, 1)
       ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, level = excluded.level,
         parent = excluded.parent, zone = excluded.zone WHERE meta IS NULL`,
    )
    for (const { id, fields } of builtInRows(resourcesDir)) {
      insert.run(id, fields.code, fields.name, fields.level, fields.parent, fields.zone)
    }
    db.prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(settingsKey, edition)
    // a division may belong to another city now
    remakeMerges(db)
  })
}
