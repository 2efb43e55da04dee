import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import { longDate, longDates } from './dates.ts'
import { type Block, type Line, type Paper, type Row, run, said, saidLines, saidNames } from './model.ts'
import { headingNumber } from './numbering.ts'

const words = text.papers.itinerary

export type PlannedVisit = {
  region: string | null
  start: string | null
  end: string | null
  precision: string | null
  /** The date was inferred, not stated. */
  inferred: boolean
  /** Units that receive the team; a part of them in general words. */
  hosts: readonly string[]
  participants: readonly string[]
  purpose: string | null
  itinerary: string | null
  meetings: readonly {
    name: string
    date: string | null
    precision: string | null
    place: string | null
    chair: string | null
  }[]
  sites: readonly string[]
}

export type ItineraryData = {
  unit: string | null
  /** 高晓平副会长, as people are addressed. */
  leader: string | null
  team: string | null
  teamId: string | null
  topics: readonly string[]
  members: readonly string[]
  visits: readonly PlannedVisit[]
  /** Of a whole team, or of one visit. */
  whole: boolean
}

const labelled = (label: string, line: Line): Block => ({ kind: 'labelled', label, line })
const dates = ({ start, end, precision, inferred }: PlannedVisit): Line => {
  const said_ = longDates(start, end, precision)
  return said_ && inferred ? [...said(said_), run(words.inferred)] : said(said_)
}

/** 行程: when a team is where, who receives it, what it does there; of one visit, or of all a team plans. `today` dates it. */
export function itineraryPaper(data: ItineraryData, today: string): Paper {
  const { leader, team, visits } = data
  const group = leader ? fill(words.group, { leader }) : (team ?? text.domain.nouns.teams)
  const [only] = visits
  const title =
    data.whole || !only
      ? fill(words.ofTeam, { team: group })
      : fill(words.ofVisit, { place: only.region ?? text.common.missing })
  const members = data.whole || !only?.participants.length ? data.members : only.participants
  const blocks: Block[] = [
    { kind: 'title', line: [run(title)] },
    labelled(words.leader, said(leader)),
    labelled(words.topics, saidNames(data.topics)),
    labelled(words.members, saidNames(members)),
  ]
  if (data.whole) {
    blocks.push(overview(visits))
    for (const [at, visit] of visits.entries()) {
      const name = [run(headingNumber(1, at + 1)), ...said(visit.region), run(text.common.comma), ...dates(visit)]
      blocks.push({ kind: 'heading', level: 1, line: name }, ...partsOf(visit, 2))
    }
  } else if (only) {
    blocks.push(labelled(words.region, said(only.region)), labelled(words.time, dates(only)), ...partsOf(only, 1))
  }
  blocks.push({ kind: 'signature', name: said(data.unit), date: said(longDate(today)) })
  return { title, blocks }
}

function overview(visits: readonly PlannedVisit[]): Block {
  const cell = (lines: readonly Line[], isHead = false) => ({ lines, ...(isHead ? { head: true } : {}) })
  const head = [words.number, words.time, words.region, words.hosts].map((label) => cell([[run(label)]], true))
  const rows = visits.map(
    (visit, at): Row => ({
      cells: [
        { ...cell([[run(String(at + 1))]]), align: 'center' },
        cell([dates(visit)]),
        cell([said(visit.region)]),
        cell([saidNames(visit.hosts)]),
      ],
    }),
  )
  const none: Row = { cells: [{ lines: [[run(words.none)]], span: head.length, align: 'center' }] }
  return { kind: 'table', widths: [3, 11, 6, 20], head: [{ cells: head }], rows: rows.length ? rows : [none] }
}

/** What is planned in one place; headings from `level` on. */
function partsOf(visit: PlannedVisit, level: 1 | 2): Block[] {
  let count = 0
  const heading = (label: string): Block => ({
    kind: 'heading',
    level,
    line: [run(headingNumber(level, ++count) + label)],
  })
  const numbered = (lines: readonly string[]): Block[] =>
    lines.map((line, at) => ({ kind: 'paragraph', line: [run(headingNumber(3, at + 1)), ...said(line)] }))
  const blocks: Block[] = [
    labelled(words.hosts, saidNames(visit.hosts)),
    ...(visit.purpose ? [labelled(words.purpose, said(visit.purpose))] : []),
    heading(words.plan),
    ...saidLines(visit.itinerary).map((line): Block => ({ kind: 'paragraph', line })),
  ]
  if (visit.meetings.length) blocks.push(heading(words.meetings), ...numbered(visit.meetings.map(meetingLine)))
  if (visit.sites.length) blocks.push(heading(words.sites), ...numbered(visit.sites))
  return blocks
}

const meetingLine = ({ name, date, precision, place, chair }: PlannedVisit['meetings'][number]): string =>
  [longDate(date, precision), place, name, chair && fill(words.chair, { name: chair })]
    .filter(Boolean)
    .join(text.common.comma)
