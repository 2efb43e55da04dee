import type { ReadableDb, WritableDb } from '../db/open.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'

/** Window preferences lie beside the data process's own settings under this prefix. */
const prefix = 'window.'

export const getSetting = (db: ReadableDb, key: string): string | undefined =>
  db.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(key) as string | undefined

export function putSetting(db: WritableDb, key: string, value: string): void {
  db.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    value,
  )
}

export const settingReads = {
  'settings.get': (db) => {
    const rows = db.prepare('SELECT key, value FROM settings WHERE key GLOB ?').all(`${prefix}*`) as {
      key: string
      value: string
    }[]
    return Object.fromEntries(rows.map(({ key, value }) => [key.slice(prefix.length), JSON.parse(value)]))
  },
} satisfies Partial<ReadHandlers>

export const settingWrites = {
  'settings.save': (db, { key, value }) => {
    putSetting(db, prefix + key, JSON.stringify(value ?? null))
    return null
  },
} satisfies Partial<WriteHandlers>
