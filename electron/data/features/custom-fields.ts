import type { Input, Output } from '../../../shared/contract.ts'
import { customOwners, customValueId } from '../../../shared/domain/custom-fields.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { allRows, columnsOf, countOf, rowOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

const inOrder = 'ORDER BY c.noun, c."order" IS NULL, c."order", c.id'

/** Every field of the office's own, by noun, with how many records have a value. */
export function listCustomFields(db: ReadableDb): Output<'customFields.list'> {
  const sql = `SELECT ${columnsOf('customFields', 'c')} FROM customFields c WHERE c.deleted = 0 ${inOrder}`
  const uses = "SELECT count(*) FROM customValues WHERE field = ? AND deleted = 0 AND coalesce(value, '') <> ''"
  return allRows(db, 'customFields', sql).map((field) => ({ ...field, uses: countOf(db, uses, field.id) }))
}

/** The fields a record can have, with what it has. A field that was deleted is shown no more; its values stay. */
export function customFieldsOf(
  db: ReadableDb,
  { noun, id }: Input<'customFields.ofRecord'>,
): Output<'customFields.ofRecord'> {
  const sql = `SELECT ${columnsOf('customFields', 'c')} FROM customFields c WHERE c.deleted = 0 AND c.noun = ? ${inOrder}`
  return allRows(db, 'customFields', sql, noun).map((field) => {
    const valueId = customValueId(id, field.id)
    const value = rowOf(db, 'customValues', valueId)
    return { ...field, valueId, value: value?.[customOwners[noun]] === id ? value.value : null }
  })
}

/** Templates by kind and order. */
export function listTemplates(db: ReadableDb, { kind }: Input<'templates.list'>): Output<'templates.list'> {
  const sql = `SELECT ${columnsOf('templates', 't')} FROM templates t WHERE t.deleted = 0 AND (? = '' OR t.kind = ?)
    ORDER BY t.kind, t."order" IS NULL, t."order", t.id`
  return allRows(db, 'templates', sql, kind ?? '', kind ?? '')
}

const outlineLines = (outline: string | null): string[] =>
  (outline ?? '').split('\n').flatMap((line) => line.trim() || [])

/** The questions of the teams' outlines in order, each once, and what was said to them in each city's meetings. */
export function compareOutlines(
  db: ReadableDb,
  { campaign, team }: Input<'outlines.compare'>,
): Output<'outlines.compare'> {
  const teams = prepared(
    db,
    `SELECT id, outline FROM teams WHERE campaign = ? AND deleted = 0 AND (? = '' OR id = ?) ORDER BY "order" IS NULL, "order", id`,
  ).all(campaign, team ?? '', team ?? '') as { id: string; outline: string | null }[]
  const said = prepared(
    db,
    `SELECT s.id, s.text, s.questions, s.meeting, v.region, r.name AS city, coalesce(p.name, o.name) AS speaker
     FROM visits v JOIN meetings m ON m.visit = v.id AND m.deleted = 0
     JOIN statements s ON s.meeting = m.id AND s.deleted = 0 AND s.questions IS NOT NULL
     LEFT JOIN regions r ON r.id = v.region LEFT JOIN people p ON p.id = s.speaker LEFT JOIN organizations o ON o.id = s.organization
     WHERE v.deleted = 0 AND v.team IN (SELECT value FROM json_each(?))
     ORDER BY r.code IS NULL, r.code, m.date IS NULL, m.date, s."order", s.id LIMIT 5000`,
  ).all(JSON.stringify(teams.map(({ id }) => id))) as {
    id: string
    text: string | null
    questions: string
    meeting: string
    region: string | null
    city: string | null
    speaker: string | null
  }[]
  const answered = said.map((row) => ({ ...row, asked: JSON.parse(row.questions) as string[] }))
  // a question that was taken out of the outline since keeps its answers
  const all = [...teams.flatMap(({ outline }) => outlineLines(outline)), ...answered.flatMap(({ asked }) => asked)]
  const questions = [...new Set(all)]
  const cities = [...new Map(said.map(({ region, city }) => [region ?? '', { id: region ?? '', name: city }])).values()]
  const answers = questions.map((question) =>
    cities.map((city) =>
      answered
        .filter(({ asked, region }) => (region ?? '') === city.id && asked.includes(question))
        .map(({ id, meeting, text, speaker }) => ({ statement: id, meeting, text, speaker })),
    ),
  )
  return { questions, cities, answers }
}

export const customFieldReads = {
  'customFields.list': (db) => listCustomFields(db),
  'customFields.ofRecord': customFieldsOf,
  'templates.list': listTemplates,
  'outlines.compare': compareOutlines,
} satisfies Partial<ReadHandlers>
