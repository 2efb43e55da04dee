import type { Attachment } from '../../../../shared/domain/attachments.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { allRows, columnsOf } from './rows.ts'

/** Both `?` are the visit's id. */
const ofVisit =
  'a.deleted = 0 AND (a.visit = ? OR a.meeting IN (SELECT m.id FROM meetings m WHERE m.visit = ? AND m.deleted = 0))'

/** Attachments of a visit and of its meetings. */
export const photosOfVisit = (db: ReadableDb, visit: string): Attachment[] =>
  allRows(
    db,
    'attachments',
    `SELECT ${columnsOf('attachments', 'a')} FROM attachments a WHERE ${ofVisit} ORDER BY a.takenAt, a.id`,
    visit,
    visit,
  )

export const photosOfMeeting = (db: ReadableDb, meeting: string): Attachment[] =>
  allRows(
    db,
    'attachments',
    `SELECT ${columnsOf('attachments', 'a')} FROM attachments a WHERE a.deleted = 0 AND a.meeting = ?
     ORDER BY a.takenAt, a.id`,
    meeting,
  )

/** `photoCount` counts files; a record with a caption only stands for a photo that is still expected. */
export function photoCounts(db: ReadableDb, visit: string): { photoCount: number; photoExpected: boolean } {
  const sql = `SELECT count(a.sha256) AS files, count(*) AS records FROM attachments a WHERE ${ofVisit}`
  const { files, records } = prepared(db, sql).get(visit, visit) as { files: number; records: number }
  return { photoCount: files, photoExpected: records > files }
}
