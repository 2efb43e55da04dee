/** How records are called inside a paper. */
import type { Attachment } from '../../../../shared/domain/attachments.ts'
import type { Entity } from '../../../../shared/domain/fields.ts'
import { longDate, longDates } from '../../../../shared/papers/dates.ts'
import { meetingTitle } from '../../../../shared/papers/minutes.ts'
import { type Photo, said } from '../../../../shared/papers/model.ts'
import type { ReadableDb } from '../../db/open.ts'
import { prepared } from '../../db/prepared.ts'
import { nameOf, rowOf, rowsOf } from '../../db/views/rows.ts'
import { unitsInOrder } from '../../db/views/unit-order.ts'

const comma = '，'
const words = (...parts: (string | null | undefined)[]): string | null => parts.filter(Boolean).join(comma) || null

/** 李小敏会长: name and title, as a paper addresses people. */
export const personName = (person: { name: string | null; title: string | null } | null): string | null =>
  person?.name ? `${person.name}${person.title ?? ''}` : null

export const peopleNames = (db: ReadableDb, ids: readonly string[]): string[] =>
  rowsOf(db, 'people', ids).flatMap((person) => personName(person) ?? [])

export const namesOf = (
  db: ReadableDb,
  entity: 'organizations' | 'regions' | 'sites' | 'teams',
  ids: readonly string[],
): string[] => (entity === 'organizations' ? unitsInOrder(db, ids) : ids).flatMap((id) => nameOf(db, entity, id) ?? [])

/** 扬州市，2023年11月21日至22日. */
export function visitName(db: ReadableDb, id: string): string | null {
  const visit = rowOf(db, 'visits', id)
  return visit && words(nameOf(db, 'regions', visit.region), longDates(visit.start, visit.end, visit.precision))
}

/** 第17次会长办公会，2023年11月30日; a symposium is named by its city. */
export function meetingName(db: ReadableDb, id: string): string | null {
  const meeting = rowOf(db, 'meetings', id)
  if (!meeting) return null
  const city = meeting.visit && nameOf(db, 'regions', rowOf(db, 'visits', meeting.visit)?.region ?? null)
  const title = meetingTitle(meeting)
  return words(
    city && !title.startsWith(city) ? city + title : title,
    meeting.place,
    longDate(meeting.date, meeting.precision),
  )
}

/** A photo as it is shown: turned as somebody turned it. */
export function photoOf(attachment: Attachment): Photo {
  const { sha256, width, height, caption, rotation, name } = attachment
  return { sha256, width, height, caption: said(caption), ...(rotation ? { rotation } : {}), ...(name ? { name } : {}) }
}

/** Living records of `entity` that refer to one, in the order they stand. */
export const idsWhere = (db: ReadableDb, entity: Entity, column: string, id: string, order = '"order"'): string[] =>
  prepared(db, `SELECT id FROM ${entity} WHERE "${column}" = ? AND deleted = 0 ORDER BY ${order} IS NULL, ${order}, id`)
    .pluck()
    .all(id) as string[]

/** Living records that hold one in a set. */
export const idsHolding = (db: ReadableDb, entity: Entity, field: string, target: string): string[] =>
  prepared(
    db,
    `SELECT l.id FROM links l JOIN ${entity} x ON x.id = l.id WHERE l.target = ? AND l.entity = ? AND l.field = ?
     AND x.deleted = 0 ORDER BY l.id`,
  )
    .pluck()
    .all(target, entity, field) as string[]
