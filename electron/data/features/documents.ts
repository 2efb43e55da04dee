import type { Input, Output } from '../../../shared/contract.ts'
import { citationsOf, parsePaper } from '../../../shared/domain/paper-text.ts'
import { proposalsOf } from '../../../shared/domain/report-draft.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import { visitMethods } from '../../../shared/domain/visits.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { DocumentItem } from '../../../shared/views/documents.ts'
import { groupOf, survivorOf } from '../db/merges.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { citationItems, sectionsOf, writtenInto } from '../db/views/citations.ts'
import { anyLike, type Conditions, containing, wanted, where } from '../db/views/conditions.ts'
import { shownFinding } from '../db/views/finding-items.ts'
import { photosForDocument } from '../db/views/photos.ts'
import { allRows, columnsOf, conflictsOf, countOf, named, nameOf, reportedOf, rowOf } from '../db/views/rows.ts'
import { documentOnTopic, topicValues } from '../db/views/topics.ts'
import { unitsInOrder } from '../db/views/unit-order.ts'
import type { ReadHandlers } from '../handlers.ts'

type Filter = Input<'documents.list'>

/** Each subquery runs once a search, not once a row. */
const textSql = `(${anyLike(['d.title', 'd.number', 'd.issuer'])}
  OR d.id IN (SELECT document FROM sections WHERE deleted = 0 AND (${anyLike(['heading', 'body'])})))`
const textPlaces = textSql.split('?').length - 1

function conditionsOf(filter: Filter): Conditions {
  const conditions: Conditions = { sql: ['d.deleted = 0'], values: [] }
  const add = (sql: string, ...values: string[]) => where(conditions, sql, ...values)
  if (filter.campaign !== undefined) add('d.campaign = ?', filter.campaign)
  if (filter.team !== undefined) add('d.team = ?', filter.team)
  if (filter.topic !== undefined) add(documentOnTopic, ...topicValues.document(filter.topic))
  if (filter.kind !== undefined) add('d.kind = ?', filter.kind)
  if (filter.stage !== undefined) add(`coalesce(d.stage, 'draft') = ?`, filter.stage)
  if (filter.unreported) add("d.id IN (SELECT id FROM handover WHERE state = 0 AND entity = 'documents')")
  const text = wanted(filter.text)
  if (text) add(textSql, ...Array<string>(textPlaces).fill(containing(text)))
  return conditions
}

/** Written last, its sections included. */
const newest = `max(d.updated, coalesce((SELECT max(s.updated) FROM sections s WHERE s.document = d.id), 0)) DESC, d.id DESC`

/** A page of documents, the one written last first. */
export function listDocuments(db: ReadableDb, input: Filter): Output<'documents.list'> {
  const { sql, values } = conditionsOf(input)
  const from = `FROM documents d WHERE ${sql.join(' AND ')}`
  const ids = prepared(db, `SELECT d.id ${from} ORDER BY ${newest} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, input.limit, input.offset) as string[]
  return {
    rows: ids.flatMap((id) => documentItem(db, id) ?? []),
    total: countOf(db, `SELECT count(*) ${from}`, ...values),
  }
}

/** The row of a list, or `null` where the document is not here. */
function documentItem(db: ReadableDb, id: string): DocumentItem | null {
  const row = rowOf(db, 'documents', id)
  if (!row) return null
  const { updated, ...document } = row
  const team = rowOf(db, 'teams', document.team)
  const count = (sql: string) => countOf(db, sql, id)
  const sections = 'SELECT count(*) FROM sections WHERE document = ? AND deleted = 0'
  const asked = 'SELECT count(*) FROM consultations WHERE document = ? AND deleted = 0'
  return {
    ...document,
    campaignName: nameOf(db, 'campaigns', document.campaign),
    teamName: team?.name ?? null,
    leaderName: nameOf(db, 'people', team?.leader ?? null),
    sections: count(sections),
    missing: count(`${sections} AND trim(coalesce(body, '')) = ''`),
    versions: count('SELECT count(*) FROM versions WHERE document = ? AND deleted = 0'),
    asked: count(asked),
    answered: count(`${asked} AND (returned IS NOT NULL OR none = 1)`),
    reported: reportedOf(db, id),
    conflicts: conflictsOf(db, 'documents', id),
    updated,
  }
}

/** Everything of one document but the versions' texts, or `null` where it is missing or deleted. */
export function getDocumentPage(db: ReadableDb, { id }: Input<'documents.page'>): Output<'documents.page'> {
  const item = documentItem(db, id)
  if (!item) return null
  const rows = <E extends 'versions' | 'consultations' | 'opinions' | 'proceedings' | 'attachments'>(
    entity: E,
    order: string,
  ) =>
    allRows(
      db,
      entity,
      `SELECT ${columnsOf(entity, 'x')} FROM ${entity} x WHERE x.document = ? AND x.deleted = 0 ORDER BY ${order}`,
      id,
    )
  const team = rowOf(db, 'teams', item.team)
  const campaign = rowOf(db, 'campaigns', item.campaign ?? team?.campaign ?? null)
  const places = named(db, 'regions', team?.regions ?? (campaign?.region ? [campaign.region] : []))
  const sections = sectionsOf(db, id)
  const versions = rows('versions', 'x.number DESC, x.at DESC, x.id DESC')
  const opinions = rows('opinions', 'x."order" IS NULL, x."order", x.id')
  return {
    ...item,
    topics: inTopicOrder(team?.topics ?? []),
    year: campaign?.year ?? null,
    places: places.flatMap(({ name }) => name ?? []),
    sectionItems: sections,
    openSections: sections
      .filter((section) => conflictsOf(db, 'sections', section.id) > 0)
      .map((section) => section.id),
    citationItems: citationItems(db, id),
    versionItems: versions.map(({ body: _, ...version }) => version),
    consultationItems: rows('consultations', 'x.sent DESC, x.id').map((consultation) => ({
      ...consultation,
      organizationName: nameOf(db, 'organizations', consultation.organization),
      versionNumber: versions.find((version) => version.id === consultation.version)?.number ?? null,
      opinions: opinions.filter((opinion) => opinion.consultation === consultation.id).length,
    })),
    opinionItems: opinions.map((opinion) => ({
      ...opinion,
      organizationName: nameOf(db, 'organizations', opinion.organization),
    })),
    proceedingItems: rows('proceedings', 'x.at DESC, x.id DESC'),
    photos: rows('attachments', 'x.takenAt, x.id'),
  }
}

/** Standing topics in their order, then the office's own. */
const topicRank = (topic: string): number => {
  const at = (standardTopics as readonly string[]).indexOf(topic)
  return at < 0 ? standardTopics.length : at
}
const inTopicOrder = (topics: readonly string[]) => [...topics].sort((a, b) => topicRank(a) - topicRank(b))

/** 座谈会、实地走访、听取汇报, then what people typed. */
const methodRank = (method: string): number => {
  const at = (visitMethods as readonly string[]).indexOf(method)
  return at < 0 ? visitMethods.length : at
}

/** What a document already cites, as the text stands: findings that were merged count as what they became. */
function citedIn(db: ReadableDb, document: string): { findings: Set<string>; visits: Set<string> } {
  const marks = new Set(sectionsOf(db, document).flatMap(({ body }) => citationsOf(parsePaper(body ?? ''))))
  const cited = { findings: new Set<string>(), visits: new Set<string>() }
  const sql = `SELECT ${columnsOf('citations', 'c')} FROM citations c WHERE c.document = ? AND c.deleted = 0`
  for (const { id, finding, visit } of allRows(db, 'citations', sql, document)) {
    if (!marks.has(id)) continue
    if (finding !== null) cited.findings.add(survivorOf(db, finding))
    if (visit !== null) cited.visits.add(visit)
  }
  return cited
}

/** What a report of a team or a campaign can say of its visits and findings, those already cited in `document` left out. */
export function getProposals(db: ReadableDb, input: Input<'documents.proposals'>): Output<'documents.proposals'> {
  const document = rowOf(db, 'documents', input.document ?? null)
  const team = rowOf(db, 'teams', input.team ?? document?.team ?? null)
  const campaign = input.campaign ?? document?.campaign ?? team?.campaign ?? null
  const cited = document ? citedIn(db, document.id) : { findings: new Set<string>(), visits: new Set<string>() }
  const [column, value] = team ? ['team', team.id] : ['campaign', campaign]
  if (value === null) return { title: '', parts: proposalsOf({ leader: null, departments: [] }, [], []) }
  const findings = allRows(
    db,
    'findings',
    `SELECT ${columnsOf('findings', 'f')} FROM findings f WHERE f."${column}" = ? AND ${shownFinding(db)}
     AND f.stage IS NOT 'declined' ORDER BY f.id`,
    value as string,
  ).filter(({ id }) => !cited.findings.has(id))
  const ofTeams = team ? 'v.team = ?' : 'v.team IN (SELECT id FROM teams WHERE campaign = ? AND deleted = 0)'
  const visits = allRows(
    db,
    'visits',
    `SELECT ${columnsOf('visits', 'v')} FROM visits v WHERE ${ofTeams} AND v.deleted = 0
     AND v.status IS NOT 'planned' AND v.status IS NOT 'cancelled' ORDER BY v.start IS NULL, v.start, v.id`,
    value as string,
  ).filter(({ id }) => !cited.visits.has(id))
  const names = (entity: 'organizations' | 'sites', ids: readonly string[]) =>
    named(db, entity, ids).flatMap(({ name }) => name ?? [])
  const labels: Record<string, string> = catalogue.domain.visitMethod
  const leader = rowOf(db, 'people', team?.leader ?? null)
  const rank = (topics: readonly string[]) =>
    Math.min(...topics.map((topic) => topicRank(topic)), standardTopics.length)
  const parts = proposalsOf(
    {
      leader: leader?.name ? `${leader.name}${leader.title ?? ''}` : null,
      departments: team?.departments ?? [],
    },
    visits.map((visit) => ({
      id: visit.id,
      place: nameOf(db, 'regions', visit.region),
      start: visit.precision === 'unknown' ? null : visit.start,
      end: visit.end,
      methods: [...visit.methods]
        .sort((a, b) => methodRank(a) - methodRank(b))
        .map((method) => labels[method] ?? method),
      purpose: visit.purpose,
      hosts: names('organizations', unitsInOrder(db, visit.hosts)),
      sites: names('sites', visit.sites),
    })),
    findings.sort((a, b) => rank(a.topics) - rank(b.topics)),
  )
  const about =
    (team && inTopicOrder(team.topics).join(catalogue.common.listComma)) ?? nameOf(db, 'campaigns', campaign) ?? ''
  return { title: `${about}${catalogue.documents.draft.title}`, parts }
}

/** Pictures that can be set into a document. */
export function photosFor(db: ReadableDb, { id }: Input<'documents.photos'>): Output<'documents.photos'> {
  const document = rowOf(db, 'documents', id)
  return document ? photosForDocument(db, document) : []
}

/** Where a record stands in documents. A photo also stands where its visit or meeting, or a finding of them, is cited. */
export function citationsOfRecord(db: ReadableDb, { entity, id }: Input<'citations.of'>): Output<'citations.of'> {
  if (entity === 'findings') return writtenInto(db, 'finding', groupOf(db, id))
  if (entity === 'statements') return writtenInto(db, 'statement', [id])
  if (entity === 'attachments') {
    const photo = rowOf(db, 'attachments', id)
    if (!photo) return []
    const meeting = rowOf(db, 'meetings', photo.meeting)
    const visit = photo.visit ?? meeting?.visit ?? null
    // what was found there says more of a photo than that somebody was there
    return once([
      ...writtenInto(db, 'attachment', [id]),
      ...writtenInto(db, 'finding', [...findingsAt(db, 'visits', visit), ...findingsAt(db, 'meetings', photo.meeting)]),
      ...citationsAround(db, 'visits', visit),
      ...citationsAround(db, 'meetings', photo.meeting),
    ])
  }
  return citationsAround(db, entity, id)
}

/** With those that were merged with them. */
function findingsAt(db: ReadableDb, entity: 'visits' | 'meetings', id: string | null): string[] {
  if (id === null) return []
  const findings = prepared(db, 'SELECT id FROM links WHERE target = ? AND entity = ? AND field = ?')
    .pluck()
    .all(id, 'findings', entity) as string[]
  return findings.flatMap((finding) => groupOf(db, finding))
}

function citationsAround(db: ReadableDb, entity: 'visits' | 'meetings', id: string | null) {
  if (id === null) return []
  return once([
    ...writtenInto(db, entity === 'visits' ? 'visit' : 'meeting', [id]),
    ...writtenInto(db, 'finding', findingsAt(db, entity, id)),
  ])
}

function once(places: Output<'citations.of'>): Output<'citations.of'> {
  const keyOf = (place: (typeof places)[number]) => `${place.citation} ${place.section} ${place.sentence}`
  return [...new Map(places.map((place) => [keyOf(place), place])).values()]
}

export const documentReads = {
  'documents.list': listDocuments,
  'documents.page': getDocumentPage,
  'documents.proposals': getProposals,
  'documents.photos': photosFor,
  'citations.of': citationsOfRecord,
} satisfies Partial<ReadHandlers>
