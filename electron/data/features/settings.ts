import { putSetting, windowPrefix } from '../db/settings.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'

export const settingReads = {
  'settings.get': (db) => {
    const rows = db.prepare('SELECT key, value FROM settings WHERE key GLOB ?').all(`${windowPrefix}*`) as {
      key: string
      value: string
    }[]
    return Object.fromEntries(rows.map(({ key, value }) => [key.slice(windowPrefix.length), JSON.parse(value)]))
  },
} satisfies Partial<ReadHandlers>

export const settingWrites = {
  'settings.save': (db, { key, value }) => {
    putSetting(db, windowPrefix + key, JSON.stringify(value ?? null))
    return null
  },
} satisfies Partial<WriteHandlers>
