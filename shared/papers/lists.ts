import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import { landscapeWidth, sizes, widthOf } from './layout.ts'
import {
  type Block,
  type Cell,
  type Column,
  missing,
  missingValue,
  type Paper,
  type Row,
  run,
  type Sheet,
  said,
  type Value,
} from './model.ts'
import { type MeasureData, stageName } from './supervision.ts'

const words = text.papers.lists
const comma = text.common.listComma

export type FindingData = {
  id: string
  kind: string | null
  /** 归纳, else the quote. */
  text: string | null
  team: string | null
  regions: readonly string[]
  /** Visits and meetings, in words. */
  sources: readonly string[]
  cause: string | null
  impact: string | null
  responsibility: string | null
  measures: readonly MeasureData[]
}

/** A column and its value for a row. */
export type Field<T> = Column & { of: (item: T, at: number) => Value }
export const column = <T>(
  label: string,
  width: number,
  of: (item: T, at: number) => Value,
  kind: Column['kind'] = 'text',
): Field<T> => ({ label, width, kind, of })
/** What is not known is printed as 待补充. */
const wide = <T>(field: Field<T>): Field<T> => ({ ...field, sheetOnly: true })
export const known = (value: string | number | null | undefined): Value => value || missingValue
export const names = (all: readonly string[]): Value => known(all.join(comma))
export const labelOf = (labels: Record<string, string>, value: string | null): string | null =>
  value && (labels[value] ?? value)

export function sheetOf<T>(
  { name, title, note }: { name: string; title: string; note?: string },
  fields: readonly Field<T>[],
  items: Iterable<T>,
): Sheet {
  function* rows() {
    let at = 0
    for (const item of items) {
      yield fields.map(({ of }) => of(item, at))
      at++
    }
  }
  return {
    name,
    title,
    ...(note === undefined ? {} : { note }),
    columns: fields.map(({ of: _, ...column }) => column),
    rows: { [Symbol.iterator]: rows },
  }
}

export const number = <T>() => column<T>(words.number, 6, (_, at) => at + 1, 'number')
const latest = ({ entries }: MeasureData): Value => entries.at(-1)?.text || null

/** 问题清单、责任清单、任务清单. */
export function threeLists(data: {
  campaign: string | null
  problems: Iterable<FindingData>
  measures: Iterable<MeasureData>
}): Sheet[] {
  const named = (name: string) => ({ name, title: name, ...(data.campaign ? { note: data.campaign } : {}) })
  return [
    sheetOf<FindingData>(
      named(words.problems),
      [
        number(),
        column(words.problem, 36, ({ text }) => known(text)),
        column(words.place, 12, ({ regions }) => names(regions)),
        column(words.source, 20, ({ sources }) => names(sources)),
        column(words.cause, 24, ({ cause }) => known(cause)),
        column(words.impact, 20, ({ impact }) => known(impact)),
        column(words.level, 10, (item) => known(labelOf(text.domain.responsibility, item.responsibility))),
        column(words.answered, 24, ({ measures }) => names(measures.flatMap(({ title }) => title ?? []))),
      ],
      data.problems,
    ),
    sheetOf<MeasureData>(
      named(words.duties),
      [
        number(),
        column(words.measure, 40, ({ title }) => known(title)),
        column(words.team, 16, ({ teams }) => teams.join(comma) || null),
        column(words.owner, 22, ({ owner }) => known(owner)),
        column(words.department, 14, ({ department }) => known(department)),
        column(words.person, 10, ({ person }) => known(person)),
        column(words.coOwners, 22, ({ coOwners }) => coOwners.join(comma) || null),
        column(words.assigned, 12, ({ assigned }) => known(assigned), 'date'),
        column(words.due, 12, ({ due }) => known(due), 'date'),
      ],
      data.measures,
    ),
    sheetOf<MeasureData>(
      named(words.tasks),
      [
        number(),
        column(words.measure, 30, ({ title }) => known(title)),
        column(words.team, 16, ({ teams }) => teams.join(comma) || null),
        column(words.content, 40, ({ content }) => known(content)),
        column(words.due, 12, ({ due }) => known(due), 'date'),
        column(words.stage, 10, ({ stage }) => known(stageName(stage))),
        column(words.latest, 28, latest),
        column(words.evidence, 22, ({ evidence }) => evidence || null),
      ],
      data.measures,
    ),
  ]
}

/** 成果转化运用清单: every finding with what became of it, a row for each of its measures. */
export function conversionSheet(data: { campaign: string | null; findings: Iterable<FindingData> }): Sheet {
  const own = text.papers.conversion
  type Line = { finding: FindingData; measure: MeasureData | null; at: number }
  function* lines(): Generator<Line> {
    let at = 0
    for (const finding of data.findings) {
      at++
      if (!finding.measures.length) yield { finding, measure: null, at }
      for (const measure of finding.measures) yield { finding, measure, at }
    }
  }
  return sheetOf<Line>(
    {
      name: text.papers.names.conversion,
      title: text.papers.names.conversion,
      ...(data.campaign ? { note: data.campaign } : {}),
    },
    [
      column(own.number, 6, ({ at }) => at, 'number'),
      column(own.team, 14, ({ finding }) => known(finding.team)),
      column(own.kind, 10, ({ finding }) => known(labelOf(text.domain.findingKind, finding.kind))),
      column(own.finding, 36, ({ finding }) => known(finding.text)),
      column(own.place, 12, ({ finding }) => names(finding.regions)),
      column(own.source, 20, ({ finding }) => names(finding.sources)),
      column(own.measure, 28, ({ measure }) => known(measure?.title)),
      column(own.owner, 18, ({ measure }) => known(measure?.owner)),
      column(own.due, 12, ({ measure }) => known(measure?.due), 'date'),
      column(own.stage, 10, ({ measure }) => known(stageName(measure?.stage ?? null))),
      column(own.documents, 22, ({ measure }) => names(measure?.documents ?? [])),
      column(own.outcome, 10, ({ measure }) => labelOf(text.domain.outcome, measure?.outcome ?? null)),
    ],
    lines(),
  )
}

export type OpinionData = {
  title: string | null
  asked: readonly { organization: string | null; returned: string | null; none: boolean }[]
  opinions: readonly {
    organization: string | null
    clause: string | null
    comment: string | null
    verdict: string | null
    reason: string | null
  }[]
}

/** 意见汇总表: every comment with what was decided, then the units that had none or have not answered. */
export function opinionsSheet(data: OpinionData): Sheet {
  const own = text.papers.opinions
  const count = (verdict: string | null) => data.opinions.filter((opinion) => opinion.verdict === verdict).length
  const spoke = new Set(data.opinions.map(({ organization }) => organization))
  const silent = data.asked
    .filter(({ organization }) => !spoke.has(organization))
    .map(({ organization, none, returned }) => ({
      organization,
      clause: null,
      comment: none ? own.none : returned ? null : own.waiting,
      verdict: null,
      reason: null,
      silent: true,
    }))
  type Line = OpinionData['opinions'][number] & { silent?: boolean }
  return sheetOf<Line>(
    {
      name: text.papers.names.opinions,
      title: fill(own.title, { title: data.title ?? text.papers.untitled }),
      note: fill(own.note, {
        asked: data.asked.length,
        returned: data.asked.filter(({ returned, none }) => returned || none).length,
        none: data.asked.filter(({ none }) => none).length,
        total: data.opinions.length,
        adopted: count('adopted'),
        partly: count('partly'),
        declined: count('declined'),
        open: count(null),
      }),
    },
    [
      number(),
      column(own.organization, 24, ({ organization }) => known(organization)),
      column(own.clause, 20, ({ clause }) => clause),
      column(own.comment, 48, ({ comment }) => known(comment)),
      column(own.verdict, 12, ({ verdict, silent }) => (silent ? null : known(labelOf(text.domain.verdict, verdict)))),
      column(
        own.reason,
        36,
        ({ verdict, reason }) => reason || (verdict === 'partly' || verdict === 'declined' ? missingValue : null),
      ),
    ],
    [...data.opinions, ...silent],
  )
}

/** 举措台账. */
export function ledgerSheet(data: { campaign: string | null; measures: Iterable<MeasureData> }): Sheet {
  const own = text.papers.ledger
  return sheetOf<MeasureData>(
    {
      name: text.papers.names.ledger,
      title: text.papers.names.ledger,
      ...(data.campaign ? { note: data.campaign } : {}),
    },
    [
      number(),
      wide(column(own.year, 8, ({ year }) => known(year), 'number')),
      column(own.title, 32, ({ title }) => known(title)),
      wide(column(own.content, 40, ({ content }) => known(content))),
      column(own.team, 16, ({ teams }) => teams.join(comma) || null),
      column(own.source, 30, ({ sources }) => names(sources)),
      column(own.owner, 20, ({ owner }) => known(owner)),
      wide(column(own.department, 14, ({ department }) => known(department))),
      column(own.person, 10, ({ person }) => known(person)),
      wide(column(own.coOwners, 20, ({ coOwners }) => coOwners.join(comma) || null)),
      wide(column(own.assigned, 12, ({ assigned }) => known(assigned), 'date')),
      column(own.due, 12, ({ due }) => known(due), 'date'),
      column(own.stage, 10, ({ stage }) => known(stageName(stage))),
      column(own.latest, 28, latest),
      wide(column(own.evidence, 24, ({ evidence }) => evidence || null)),
      column(own.outcome, 10, ({ outcome }) => labelOf(text.domain.outcome, outcome)),
    ],
    data.measures,
  )
}

/** Lists as a paper, for .docx and PDF: one table after another, on pages laid on their side. */
export const sheetsPaper = (title: string, sheets: readonly Sheet[]): Paper => ({
  title,
  landscape: true,
  blocks: sheets.flatMap((sheet, at): Block[] => [
    ...(at > 0 ? [{ kind: 'page' } as const] : []),
    { kind: 'title', line: [run(sheet.title)] },
    ...(sheet.note ? [{ kind: 'paragraph', line: said(sheet.note), flush: true, small: true } as const] : []),
    sheetTable(sheet),
  ]),
})

function sheetTable({ columns, rows }: Sheet): Block {
  const shown = columns.flatMap((column, at) => (column.sheetOnly ? [] : at))
  const head = shown.map((at): Cell => ({ lines: [[run(columns[at]?.label ?? '')]], head: true }))
  const widths = fitted(shown.flatMap((at) => columns[at] ?? []))
  const none: Row = { cells: [{ lines: [[run(text.papers.noRows)]], span: shown.length, align: 'center' }] }
  function* drawn(): Generator<Row> {
    let count = 0
    for (const row of rows) {
      count++
      yield { cells: shown.map((at) => cellOf(row[at] ?? null)) }
    }
    if (!count) yield none
  }
  return { kind: 'table', widths, head: [{ cells: head }], rows: drawn() }
}

/** Half characters of a list's type in a line, and what a cell keeps free beside its text. */
const lineUnits = landscapeWidth / (sizes.list * 5)
const cellUnits = 2

/** Widths that fill the line: no label is broken, what is left goes by what each column wants. */
function fitted(columns: readonly Column[]): number[] {
  const least = columns.map(({ label }) => widthOf(label) * 2 + cellUnits)
  const more = columns.map(({ width }, at) => Math.max(0, width - (least[at] ?? 0)))
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)
  const share = Math.max(0, lineUnits - sum(least)) / (sum(more) || 1)
  return least.map((own, at) => own + (more[at] ?? 0) * share)
}

function cellOf(value: Value): Cell {
  if (value === null || value === '') return { lines: [] }
  if (typeof value === 'object') return { lines: [[missing]] }
  if (typeof value === 'number') return { lines: [[run(String(value))]], align: 'center' }
  return { lines: value.split('\n').map((line) => said(line)) }
}
