import type { ReadableDb, WritableDb } from './open.ts'

/** Window preferences lie beside the data process's own settings under this prefix, as JSON. */
export const windowPrefix = 'window.'

/** The data process's own settings, a row each. */
export const getSetting = (db: ReadableDb, key: string): string | undefined =>
  db.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(key) as string | undefined

export function putSetting(db: WritableDb, key: string, value: string): void {
  db.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    value,
  )
}
