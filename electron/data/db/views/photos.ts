import type { Attachment } from '../../../../shared/domain/attachments.ts'
import { pictureTypes } from '../../attachments/kinds.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { allRows, columnsOf } from './rows.ts'

/** What the window recorded hangs beside the photos and is none. */
const isSound = "coalesce(a.mediaType, '') = 'audio/webm'"
/** Both `?` are the visit's id. */
const ofVisit = `a.deleted = 0 AND NOT ${isSound} AND (a.visit = ? OR a.meeting IN (SELECT m.id FROM meetings m WHERE m.visit = ? AND m.deleted = 0))`

/** Attachments of a visit and of its meetings. */
export const photosOfVisit = (db: ReadableDb, visit: string): Attachment[] =>
  allRows(
    db,
    'attachments',
    `SELECT ${columnsOf('attachments', 'a')} FROM attachments a WHERE ${ofVisit} ORDER BY a.takenAt, a.id`,
    visit,
    visit,
  )

const ofMeeting = (db: ReadableDb, meeting: string, condition: string): Attachment[] =>
  allRows(
    db,
    'attachments',
    `SELECT ${columnsOf('attachments', 'a')} FROM attachments a WHERE a.deleted = 0 AND a.meeting = ? AND ${condition}
     ORDER BY a.takenAt, a.id`,
    meeting,
  )

export const photosOfMeeting = (db: ReadableDb, meeting: string): Attachment[] =>
  ofMeeting(db, meeting, `NOT ${isSound}`)

/** What was recorded at a meeting, in the order of time. */
export const recordingsOfMeeting = (db: ReadableDb, meeting: string): Attachment[] => ofMeeting(db, meeting, isSound)

/** `photoCount` counts files; a record with a caption only stands for a photo that is still expected. */
export function photoCounts(db: ReadableDb, visit: string): { photoCount: number; photoExpected: boolean } {
  const sql = `SELECT count(a.sha256) AS files, count(*) AS records FROM attachments a WHERE ${ofVisit}`
  const { files, records } = prepared(db, sql).get(visit, visit) as { files: number; records: number }
  return { photoCount: files, photoExpected: records > files }
}

/** More photos than that nobody looks through for a report. */
const mostPhotos = 500

/** Pictures that can be set into a document: its own first, then those of the visits of a team, or else of a campaign, in their order. */
export function photosForDocument(
  db: ReadableDb,
  { id, team, campaign }: { id: string; team: string | null; campaign: string | null },
): Attachment[] {
  const visits = team
    ? 'SELECT id FROM visits WHERE team = ? AND deleted = 0'
    : 'SELECT v.id FROM teams t JOIN visits v ON v.team = t.id WHERE t.campaign = ? AND v.deleted = 0'
  const sql = `WITH places(id) AS (${visits})
    SELECT ${columnsOf('attachments', 'a')} FROM attachments a
    WHERE a.deleted = 0 AND a.sha256 IS NOT NULL AND a.mediaType IN (SELECT value FROM json_each(?))
      AND (a.document = ? OR a.visit IN places
      OR a.meeting IN (SELECT m.id FROM meetings m WHERE m.visit IN places AND m.deleted = 0))
    ORDER BY a.document IS NULL, a.takenAt, a.id LIMIT ${mostPhotos}`
  return allRows(db, 'attachments', sql, team ?? campaign ?? '', JSON.stringify(pictureTypes), id)
}
