import { putSetting } from '../db/settings.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'

/** Window preferences lie beside the data process's own settings under this prefix. */
const prefix = 'window.'

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
