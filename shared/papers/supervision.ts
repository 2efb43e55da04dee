import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import { longDate, longTime } from './dates.ts'
import { type Block, type Cell, type Line, type Paper, type Row, run, said, saidLines, saidNames } from './model.ts'

const words = text.papers.supervision

export type MeasureData = {
  id: string
  year: number | null
  title: string | null
  content: string | null
  owner: string | null
  department: string | null
  person: string | null
  coOwners: readonly string[]
  assigned: string | null
  due: string | null
  stage: string | null
  evidence: string | null
  outcome: string | null
  /** Directives and findings it follows from, in words. */
  sources: readonly string[]
  documents: readonly string[]
  teams: readonly string[]
  regions: readonly string[]
  /** Oldest first. */
  entries: readonly { at: string | null; actor: string | null; text: string | null }[]
}

const stages: Record<string, string> = text.domain.measureStage
export const stageName = (stage: string | null): string | null => stage && (stages[stage] ?? stage)

/** Of a row, mm: room to write by hand. */
const lowest = 9

const head = (label: string): Cell => ({ head: true, lines: [[run(label)]] })
const wide = (lines: readonly Line[]): Cell => ({ lines, span: 3 })
const row = (label: string, lines: readonly Line[], height = lowest): Row => ({
  cells: [head(label), wide(lines)],
  height,
})
const pair = (one: string, first: Line, two: string, second: Line): Row => ({
  cells: [head(one), { lines: [first] }, head(two), { lines: [second] }],
  height: lowest,
})

/** 督办单, a page for each measure. */
export function supervisionPaper(measures: readonly MeasureData[], unit: string | null): Paper {
  const name = text.papers.names.supervision
  const blocks = measures.flatMap((measure, at): Block[] => [
    ...(at > 0 ? [{ kind: 'page' } as const] : []),
    { kind: 'title', line: [run((unit ?? '') + name)] },
    { kind: 'table', widths: [2, 4, 2, 4], head: [], rows: form(measure) },
  ])
  const [only] = measures
  return { title: measures.length === 1 && only?.title ? `${name} ${only.title}` : name, blocks }
}

function form(measure: MeasureData): Row[] {
  const { entries } = measure
  return [
    row(words.title, [said(measure.title)], 12),
    row(words.content, saidLines(measure.content), 26),
    row(words.source, measure.sources.length ? measure.sources.map((source) => said(source)) : [said(null)]),
    ...(measure.teams.length ? [row(words.team, [saidNames(measure.teams)])] : []),
    pair(words.owner, said(measure.owner), words.department, said(measure.department)),
    pair(words.person, said(measure.person), words.stage, said(stageName(measure.stage))),
    row(words.coOwners, [measure.coOwners.length ? saidNames(measure.coOwners) : [run(words.none)]]),
    pair(words.assigned, said(longDate(measure.assigned)), words.due, said(longDate(measure.due))),
    row(words.progress, entries.length ? entries.map(entryLine) : [said(null)], 26),
    row(words.evidence, saidLines(measure.evidence), 16),
    // written by hand
    row(words.opinion, [], 22),
    { cells: [head(words.sign), { lines: [] }, head(words.approve), { lines: [] }], height: 14 },
  ]
}

const entryLine = ({ at, actor, text: entry }: MeasureData['entries'][number]): Line =>
  said(fill(words.entry, { at: longTime(at) ?? '', actor: actor ?? '', text: entry ?? '' }))
