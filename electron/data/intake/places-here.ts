import type { ReadableDb } from '../db/open.ts'
import type { Place } from './press/gazetteer.ts'

/** Every region this computer knows, functional zones that users added included. */
export const placesOf = (db: ReadableDb): Place[] =>
  db
    .prepare("SELECT id, code, name, level, parent FROM regions WHERE deleted = 0 AND name <> '' ORDER BY code, id")
    .all() as Place[]
