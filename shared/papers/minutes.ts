import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import { longDate, longDates } from './dates.ts'
import {
  type Block,
  bold,
  filled,
  type Line,
  linesOf,
  type Paper,
  type Photo,
  run,
  said,
  saidLines,
  saidNames,
} from './model.ts'
import { headingNumber } from './numbering.ts'

const words = text.papers.minutes
const notice = text.papers.notice

export type MeetingData = {
  kind: string | null
  title: string | null
  number: number | null
  date: string | null
  precision: string | null
  place: string | null
  /** The unit that issues the paper. */
  unit: string | null
  /** City of its visit. */
  region: string | null
  chair: string | null
  /** With their titles, as they are addressed. */
  attendees: readonly string[]
  absent: readonly string[]
  organizations: readonly string[]
  agenda: string | null
  minutes: string | null
  items: readonly {
    title: string | null
    team: string | null
    presenter: string | null
    minutes: number | null
    note: string | null
    heard: string | null
  }[]
  directives: readonly { text: string | null; issuer: string | null }[]
  statements: readonly { speaker: string | null; text: string | null }[]
  photos: readonly Photo[]
  /** Of the visit it belongs to. */
  visit: {
    place: string | null
    start: string | null
    end: string | null
    precision: string | null
    itinerary: string | null
    sites: readonly string[]
  } | null
  outline: readonly string[]
}

export const kindName = (kind: string | null): string =>
  (text.domain.meetingKind as Record<string, string>)[kind ?? ''] ?? text.domain.meetingKind.other

/** `第17次会长办公会`, as people call it. */
export const meetingTitle = ({ title, kind, number }: Pick<MeetingData, 'title' | 'kind' | 'number'>): string =>
  title || (number === null ? kindName(kind) : fill(text.meetings.numbered, { number, kind: kindName(kind) }))

const labelled = (label: string, line: Line): Block => ({ kind: 'labelled', label, line })
const numbered = (line: readonly (string | null)[]): Block[] =>
  line.map((entry, at) => ({ kind: 'paragraph', line: [run(headingNumber(3, at + 1)), ...said(entry)] }))

/** Headings of the first level, numbered as they come. */
function chapters() {
  let count = 0
  return (title: string): Block => ({ kind: 'heading', level: 1, line: [run(headingNumber(1, ++count) + title)] })
}

/** 会议纪要: of a numbered meeting under its red mark (GB/T 9704 10.3), of a symposium under a title. */
export function minutesPaper(data: MeetingData): Paper {
  return data.kind === 'symposium' ? symposiumPaper(data) : officePaper(data)
}

function officePaper(data: MeetingData): Paper {
  const kind = kindName(data.kind)
  const title = data.unit ? fill(words.mark, { unit: data.unit, kind }) : fill(words.plain, { kind })
  const chapter = chapters()
  const blocks: Block[] = [
    {
      kind: 'mark',
      text: title,
      left: data.number === null ? said(null) : [run(fill(words.issue, { number: data.number }))],
      right: said(longDate(data.date, data.precision)),
    },
    labelled(words.place, said(data.place)),
    labelled(words.chair, said(data.chair)),
  ]
  if (data.agenda || data.items.length) blocks.push(chapter(words.agenda), ...agendaBlocks(data))
  const noted = data.items.filter(({ note }) => note)
  if (noted.length) {
    blocks.push(chapter(words.heard))
    for (const { title, team, note } of noted)
      for (const [at, line] of saidLines(note).entries())
        blocks.push({
          kind: 'paragraph',
          line: at === 0 ? [bold(`${team ?? title ?? ''}${text.common.colon}`), ...line] : line,
        })
  }
  blocks.push(chapter(words.assessment), ...paragraphs(data.minutes))
  blocks.push(chapter(words.directives), ...directiveBlocks(data))
  blocks.push({ kind: 'blank' })
  blocks.push(labelled(words.present, saidNames(data.attendees)))
  if (data.absent.length) blocks.push(labelled(words.absent, saidNames(data.absent)))
  return { title: `${meetingTitle(data)}${text.domain.documentKind.minutes}`, blocks }
}

const paragraphs = (value: string | null): Block[] => saidLines(value).map((line) => ({ kind: 'paragraph', line }))

function agendaBlocks(data: Pick<MeetingData, 'agenda' | 'items'>): Block[] {
  if (!data.items.length) return paragraphs(data.agenda)
  return [
    ...linesOf(data.agenda).map((line): Block => ({ kind: 'paragraph', line: said(line) })),
    ...numbered(
      data.items.map(({ title, team, presenter, minutes, heard }) =>
        [
          title ?? team ?? text.common.missing,
          presenter && !title?.includes(presenter) ? fill(notice.presenter, { name: presenter }) : '',
          minutes ? fill(notice.minutes, { minutes }) : '',
          heard === 'skipped' ? words.notHeard : '',
        ].join(''),
      ),
    ),
  ]
}

function directiveBlocks({ directives }: MeetingData): Block[] {
  if (!directives.length) return [{ kind: 'paragraph', line: said(null) }]
  return directives.map(({ text: said_ }, at) => ({
    kind: 'paragraph',
    line: [run(headingNumber(2, at + 1)), ...said(said_)],
  }))
}

function symposiumPaper(data: MeetingData): Paper {
  const title = data.title || fill(words.symposium, { place: data.region ?? data.place ?? '' })
  const chapter = chapters()
  const blocks: Block[] = [
    {
      kind: 'title',
      line: [run(title.endsWith(text.domain.documentKind.minutes) ? title : title + text.domain.documentKind.minutes)],
    },
    labelled(words.time, said(longDate(data.date, data.precision))),
    labelled(words.place, said(data.place)),
    labelled(words.chair, said(data.chair)),
    labelled(words.units, saidNames(data.organizations)),
    labelled(words.present, saidNames(data.attendees)),
  ]
  if (data.absent.length) blocks.push(labelled(words.absent, saidNames(data.absent)))
  if (data.agenda || data.items.length) blocks.push(chapter(words.agenda), ...agendaBlocks(data))
  blocks.push(chapter(words.body), ...paragraphs(data.minutes))
  if (data.statements.length) blocks.push(chapter(words.statements), ...statementBlocks(data))
  if (data.photos.length) blocks.push(chapter(words.photos), { kind: 'photos', photos: data.photos })
  return { title, blocks }
}

/** Who spoke stands once before what they said in a row. */
function statementBlocks({ statements }: MeetingData): Block[] {
  let last: string | null | undefined
  return statements.flatMap(({ speaker, text: spoken }) => {
    const isNew = last === undefined || speaker !== last
    last = speaker
    const name = speaker
      ? bold(speaker + text.common.colon)
      : { text: words.speakerUnknown + text.common.colon, missing: true }
    return saidLines(spoken).map(
      (line, at): Block => ({ kind: 'paragraph', line: isNew && at === 0 ? [name, ...line] : line }),
    )
  })
}

/** 会议通知, with the itinerary of the visit it belongs to. `today` dates it. */
export function noticePaper(data: MeetingData, today: string): Paper {
  const title = meetingTitle(data)
  // a symposium is known by its city
  const meeting = data.kind === 'symposium' && data.region && !title.includes(data.region) ? data.region + title : title
  const date = longDate(data.date, data.precision)
  const chapter = chapters()
  const blocks: Block[] = [
    { kind: 'title', line: [run(fill(notice.title, { meeting }))] },
    { kind: 'salutation', line: saidNames(data.organizations) },
    {
      kind: 'paragraph',
      line: filled(notice.opening, { date: said(date), place: said(data.place), meeting: [run(meeting)] }),
    },
    chapter(notice.time),
    { kind: 'paragraph', line: said(date) },
    chapter(notice.place),
    { kind: 'paragraph', line: said(data.place) },
    chapter(notice.people),
    { kind: 'paragraph', line: [run(notice.chair), ...said(data.chair)] },
    { kind: 'paragraph', line: [run(notice.units), ...saidNames(data.organizations)] },
    { kind: 'paragraph', line: [run(notice.names), ...saidNames(data.attendees)] },
    chapter(notice.agenda),
    ...agendaBlocks(data),
  ]
  if (data.visit) blocks.push(chapter(notice.itinerary), ...itinerary(data.visit))
  if (data.outline.length) blocks.push(chapter(notice.outline), ...numbered(data.outline))
  blocks.push({ kind: 'paragraph', line: [run(notice.contact)] })
  blocks.push({ kind: 'signature', name: said(data.unit), date: said(longDate(today)), sealed: true })
  return { title: fill(notice.title, { meeting }), blocks }
}

function itinerary(visit: NonNullable<MeetingData['visit']>): Block[] {
  const dates = longDates(visit.start, visit.end, visit.precision)
  return [
    { kind: 'paragraph', line: filled(notice.visit, { place: said(visit.place), dates: said(dates) }) },
    ...paragraphs(visit.itinerary),
    ...(visit.sites.length
      ? [
          {
            kind: 'paragraph' as const,
            line: said(fill(notice.sites, { sites: visit.sites.join(text.common.listComma) })),
          },
        ]
      : []),
  ]
}
