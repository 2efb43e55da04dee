import type { Input, Output } from '../../../shared/contract.ts'
import { fill } from '../../../shared/text/fill.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { CitableItem } from '../../../shared/views/documents.ts'
import type { ReadableDb } from '../db/open.ts'
import { type Conditions, containing, wanted, where } from '../db/views/conditions.ts'
import { indicatorItems } from '../db/views/indicator-items.ts'
import { photosForDocument } from '../db/views/photos.ts'
import { allRows, columnsOf, nameOf, rowOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

/** More are found by typing. */
const mostShown = 60
const words = catalogue.documents.cite

/** What was said at the meetings of a team or a campaign, the latest first. */
function statements(db: ReadableDb, team: string | null, campaign: string | null, text: string): CitableItem[] {
  const conditions: Conditions = {
    sql: ["s.deleted = 0 AND m.deleted = 0 AND trim(coalesce(s.text, '')) != ''"],
    values: [],
  }
  if (team) where(conditions, 'v.team = ?', team)
  else if (campaign)
    where(conditions, '(m.campaign = ? OR v.team IN (SELECT id FROM teams WHERE campaign = ?))', campaign, campaign)
  if (text) where(conditions, "s.text LIKE ? ESCAPE '\\'", containing(text))
  const sql = `SELECT ${columnsOf('statements', 's')} FROM statements s JOIN meetings m ON m.id = s.meeting
    LEFT JOIN visits v ON v.id = m.visit WHERE ${conditions.sql.join(' AND ')}
    ORDER BY m.date IS NULL, m.date DESC, s.meeting, s."order", s.id LIMIT ${mostShown}`
  return allRows(db, 'statements', sql, ...conditions.values).map((row) => {
    const visit = rowOf(db, 'visits', rowOf(db, 'meetings', row.meeting)?.visit ?? null)
    const speaker = nameOf(db, 'people', row.speaker) ?? nameOf(db, 'organizations', row.organization)
    return {
      id: row.id,
      head: [speaker ?? catalogue.meetings.statements.unknownShort, nameOf(db, 'regions', visit?.region ?? null)],
      said: row.text,
      sha256: null,
    }
  })
}

const has = (text: string, ...places: (string | null)[]): boolean =>
  text === '' || places.some((place) => place?.toLowerCase().includes(text.toLowerCase()))

function photos(db: ReadableDb, owner: Parameters<typeof photosForDocument>[1], text: string): CitableItem[] {
  return photosForDocument(db, owner)
    .filter(({ caption, name }) => has(text, caption, name))
    .slice(0, mostShown)
    .map(({ id, caption, name, takenAt, visit, sha256 }) => ({
      id,
      head: [nameOf(db, 'regions', rowOf(db, 'visits', visit)?.region ?? null), takenAt?.slice(0, 10) ?? null],
      said: caption ?? name,
      sha256,
    }))
}

function indicators(db: ReadableDb, campaign: string | null, text: string): CitableItem[] {
  return indicatorItems(db, campaign ?? undefined)
    .filter(({ name, occasion, source }) => has(text, name, occasion, source))
    .slice(0, mostShown)
    .map(({ id, name, occasion, period, regionName, value, unit, bound, yearOnYear }) => {
      const sign = bound && bound !== 'equal' ? words.figure[bound] : ''
      const figure = fill(words.figure.said, { name: name ?? '', sign, value: value ?? '', unit: unit ?? '' })
      const change =
        yearOnYear === null
          ? ''
          : fill(yearOnYear.startsWith('-') ? words.figure.less : words.figure.more, {
              percent: yearOnYear.replace(/^-/, ''),
            })
      return { id, head: [occasion, period, regionName], said: `${figure}${change}`, sha256: null }
    })
}

/** What a sentence can rest on beside findings: at most 60, of the document's own team or of its whole campaign. */
export function listCitable(
  db: ReadableDb,
  { id, source, own, text: typed }: Input<'documents.citable'>,
): Output<'documents.citable'> {
  const document = rowOf(db, 'documents', id)
  if (!document) return []
  const team = own ? document.team : null
  const campaign = document.campaign ?? rowOf(db, 'teams', document.team)?.campaign ?? null
  const text = wanted(typed) ?? ''
  if (source === 'statement') return statements(db, team, campaign, text)
  if (source === 'attachment') return photos(db, { id, team, campaign }, text)
  return indicators(db, campaign, text)
}

export const citableReads = { 'documents.citable': listCitable } satisfies Partial<ReadHandlers>
