import type { PaperName } from '../../../../shared/contract/papers.ts'
import { attendancePaper } from '../../../../shared/papers/attendance.ts'
import { itineraryPaper } from '../../../../shared/papers/itinerary.ts'
import { listSheet } from '../../../../shared/papers/list-fields.ts'
import {
  conversionSheet,
  ledgerSheet,
  opinionsSheet,
  sheetsPaper,
  threeLists,
} from '../../../../shared/papers/lists.ts'
import { minutesPaper, noticePaper } from '../../../../shared/papers/minutes.ts'
import type { Paper, Sheet } from '../../../../shared/papers/model.ts'
import { reportPaper } from '../../../../shared/papers/report.ts'
import { supervisionPaper } from '../../../../shared/papers/supervision.ts'
import { Refusal } from '../../../../shared/result.ts'
import { fill } from '../../../../shared/text/fill.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { ReadableDb } from '../../db/open.ts'
import { nameOf, rowOf } from '../../db/views/rows.ts'
import { storedProfile } from '../../keys/own-device.ts'
import { opinionData, reportData } from './document.ts'
import { documentFields, itineraryFields, measureFields, meetingFields } from './fields.ts'
import { itineraryData } from './itinerary.ts'
import { type ListInput, rowsOfList } from './list.ts'
import { each, findingData, findingIds, ledgerIds, measureData } from './measures.ts'
import { attendanceData, meetingData } from './meeting.ts'

export type PaperInput = {
  paper: PaperName
  ids?: readonly string[] | undefined
  campaign?: string | undefined
  list?: ListInput | undefined
  version?: string | undefined
  options: { endNotes?: boolean | undefined; boldHeadings?: boolean | undefined }
}

/** A paper ready to be written, and what a template may ask for beside its text. */
export type PaperSource = {
  /** Its file's name, before that is made safe. */
  name: string
  paper: Paper
  /** Where it is a list. */
  sheets: readonly Sheet[] | null
  /** About how many rows it has. */
  rows: number
  /** Values for placeholders, by the words they are asked for with. */
  fields: ReadonlyMap<string, string>
}

/**
 * Reads what a paper says from the database and builds it. `today` is `YYYY-MM-DD` by this computer's clock.
 * @throws Refusal `not-found`
 */
export function paperSource(db: ReadableDb, input: PaperInput, today: string): PaperSource {
  const { campaign, options } = input
  const ids = input.ids ?? []
  const unit = storedProfile(db)?.unit || null
  const campaignName = nameOf(db, 'campaigns', campaign ?? null)
  const [first] = ids
  switch (input.paper) {
    case 'report': {
      const data = found(first && reportData(db, first, input.version))
      const paper = reportPaper(data, { endNotes: options.endNotes ?? false })
      const source = plain(paper, documentFields(db, first))
      const number = input.version && rowOf(db, 'versions', input.version)?.number
      return number ? { ...source, name: fill(text.papers.version, { title: paper.title, number }) } : source
    }
    case 'minutes': {
      const data = found(first && meetingData(db, first, unit))
      return plain(minutesPaper(data), meetingFields(db, first, data))
    }
    case 'notice': {
      const data = found(first && meetingData(db, first, unit))
      return plain(noticePaper(data, today), meetingFields(db, first, data))
    }
    case 'attendance': {
      const paper = attendancePaper(found(first && attendanceData(db, first)))
      return plain(paper, meetingFields(db, first, found(first && meetingData(db, first, unit))))
    }
    case 'itinerary': {
      const data = found(first && itineraryData(db, first, unit))
      return plain(itineraryPaper(data, today), itineraryFields(db, first, data))
    }
    case 'supervision': {
      const measures = ids.flatMap((id) => measureData(db, id) ?? [])
      if (!measures.length) throw new Refusal('not-found')
      const [only] = measures.length === 1 ? measures : []
      return plain(supervisionPaper(measures, unit), only ? measureFields(db, only) : new Map())
    }
    case 'lists': {
      const problems = findingIds(db, campaign, 'problem')
      const measures = ids.length ? ids : ledgerIds(db, campaign)
      const data = {
        campaign: campaignName,
        problems: { [Symbol.iterator]: () => each(problems, (id) => findingData(db, id)) },
        measures: { [Symbol.iterator]: () => each(measures, (id) => measureData(db, id)) },
      }
      return list(text.papers.names.lists, threeLists(data), problems.length + 2 * measures.length)
    }
    case 'conversion': {
      const findings = ids.length ? ids : findingIds(db, campaign)
      const data = {
        campaign: campaignName,
        findings: { [Symbol.iterator]: () => each(findings, (id) => findingData(db, id)) },
      }
      return list(text.papers.names.conversion, [conversionSheet(data)], findings.length)
    }
    case 'opinions': {
      const sheet = opinionsSheet(found(first && opinionData(db, first)))
      return list(sheet.title, [sheet], 0)
    }
    case 'ledger': {
      const measures = ids.length ? ids : ledgerIds(db, campaign)
      const data = {
        campaign: campaignName,
        measures: { [Symbol.iterator]: () => each(measures, (id) => measureData(db, id)) },
      }
      return list(text.papers.names.ledger, [ledgerSheet(data)], measures.length)
    }
    case 'list': {
      const asked = found(input.list)
      const { rows, total } = rowsOfList(db, asked, ids)
      const sheet = listSheet(asked.name, rows, { columns: asked.columns })
      return list(sheet.title, [sheet], total)
    }
  }
}

function found<T>(data: T | null | undefined | ''): T {
  if (!data) throw new Refusal('not-found')
  return data
}

const plain = (paper: Paper, fields: ReadonlyMap<string, string>): PaperSource => ({
  name: paper.title,
  paper,
  sheets: null,
  rows: 0,
  fields,
})
const list = (name: string, sheets: readonly Sheet[], rows: number): PaperSource => ({
  name,
  paper: sheetsPaper(name, sheets),
  sheets,
  rows,
  fields: new Map(),
})
