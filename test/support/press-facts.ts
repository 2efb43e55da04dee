/** Facts of a press text: what a golden file expects, what was read, and how the two compare. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInRows } from '../../electron/data/builtin/built-ins.ts'
import type { Place } from '../../electron/data/intake/press/gazetteer.ts'
import type { Proposal } from '../../shared/domain/intake.ts'
import { resourcesDir } from './device.ts'

/** Every field is optional; what is left out is not expected. `region` is a region's name. */
export type Golden = {
  published: string
  people?: [name: string, title: string][]
  organizations?: string[]
  teams?: { leader: string; name?: string; departments?: string[]; topics?: string[] }[]
  visits?: {
    leader: string
    region: string
    start?: string
    end?: string
    precision?: string
    inferred?: boolean
    status?: string
    methods?: string[]
    hosts?: string[]
    hostsNote?: string
    sites?: string[]
    purpose?: string
  }[]
  sites?: { name: string; region: string; project?: string }[]
  meetings?: {
    kind: string
    number?: number
    region?: string
    date?: string
    chair?: string
    attendees?: string[]
    absent?: string[]
    organizations?: string[]
    place?: string
    minutes?: string
  }[]
  directives?: string[]
  statements?: [speaker: string, begins: string][]
  findings?: { kind: string; quote: string; region?: string }[]
  indicators?: {
    value: string
    unit: string
    bound?: string
    yearOnYear?: string
    region?: string
    period?: string
    derived?: boolean
  }[]
  documents?: { title: string; stage: string }[]
  captions?: string[]
  /** What else the text may be read to say: words that a fact holds, by its noun. */
  allowed?: Record<string, (string | string[])[]>
}

/** One thing that is true or not, in words that name it. */
export type Fact = { about: string; says: string }
const fact = (about: string, says: string): Fact => ({ about, says })
const write = ({ about, says }: Fact) => `${about}: ${says}`

export const builtInPlaces = (): Place[] =>
  builtInRows(resourcesDir).map(({ id, fields }) => ({
    id,
    code: fields.code,
    name: fields.name ?? '',
    level: fields.level,
    parent: fields.parent,
  }))

export const readGolden = (name: string): { text: string; golden: Golden } => {
  const folder = join(import.meta.dirname, '../fixtures/press')
  // the seed is a fixture of others too
  const file = name === 'jiangsu' ? '../jiangsu-2023-12-05.txt' : `${name}.txt`
  return {
    text: readFileSync(join(folder, file), 'utf8'),
    golden: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Golden,
  }
}

const range = (start: unknown, end: unknown) => (start ? `${start}${end ? `..${end}` : ''}` : '未注明')

export function expectedFacts(golden: Golden): Fact[] {
  const facts: Fact[] = []
  const all = (about: string, values: readonly string[] | undefined, as: (value: string) => string) => {
    for (const value of values ?? []) facts.push(fact(about, as(value)))
  }
  for (const [name, title] of golden.people ?? []) facts.push(fact('people', `${name} ${title}`))
  all('organizations', golden.organizations, (name) => name)
  for (const { leader, name, departments, topics } of golden.teams ?? []) {
    facts.push(fact('teams', leader))
    if (name) facts.push(fact('names', `${leader} ${name}`))
    all('departments', departments, (value) => `${leader} ${value}`)
    all('topics', topics, (value) => `${leader} ${value}`)
  }
  for (const visit of golden.visits ?? []) {
    const key = `${visit.leader} ${visit.region}`
    facts.push(
      fact('visits', key),
      fact('dates', `${key} ${range(visit.start, visit.end)}${visit.inferred ? ' 推定' : ''}`),
    )
    if (visit.status) facts.push(fact('statuses', `${key} ${visit.status}`))
    if (visit.hostsNote) facts.push(fact('notes', `${key} ${visit.hostsNote}`))
    if (visit.purpose) facts.push(fact('purposes', `${key} ${visit.purpose}`))
    all('methods', visit.methods, (value) => `${key} ${value}`)
    all('hosts', visit.hosts, (value) => `${key} ${value}`)
    all('sites', visit.sites, (value) => `${key} ${value}`)
    all('organizations', visit.hosts, (name) => name)
  }
  for (const { name, region, project } of golden.sites ?? []) {
    facts.push(fact('places', `${name} ${region}`))
    if (project) facts.push(fact('projects', `${name} ${project}`))
  }
  for (const meeting of golden.meetings ?? []) {
    const key = `${meeting.kind} ${meeting.region ?? ''}`.trim()
    facts.push(fact('meetings', key))
    if (meeting.number) facts.push(fact('numbers', `${key} ${meeting.number}`))
    if (meeting.date) facts.push(fact('meetingDates', `${key} ${meeting.date}`))
    if (meeting.chair) facts.push(fact('chairs', `${key} ${meeting.chair}`))
    if (meeting.place) facts.push(fact('rooms', `${key} ${meeting.place}`))
    if (meeting.minutes) facts.push(fact('minutes', `${key} ${meeting.minutes}`))
    all('attendees', meeting.attendees, (value) => `${key} ${value}`)
    all('absent', meeting.absent, (value) => `${key} ${value}`)
    all('members', meeting.organizations, (value) => `${key} ${value}`)
    all('organizations', meeting.organizations, (name) => name)
  }
  all('directives', golden.directives, (text) => text)
  for (const [speaker, begins] of golden.statements ?? []) facts.push(fact('statements', `${speaker} ${begins}`))
  for (const { kind, quote, region } of golden.findings ?? []) {
    facts.push(fact('findings', `${kind} ${quote}`))
    if (region) facts.push(fact('findingPlaces', `${quote} ${region}`))
  }
  for (const { value, unit, bound, yearOnYear, region, period, derived } of golden.indicators ?? []) {
    const key = `${value}${unit}`
    facts.push(fact('indicators', `${derived ? '推算 ' : ''}${bound ?? 'equal'} ${key}`))
    if (yearOnYear) facts.push(fact('changes', `${key} ${yearOnYear}%`))
    if (region) facts.push(fact('indicatorPlaces', `${key} ${region}`))
    if (period) facts.push(fact('periods', `${key} ${period}`))
  }
  for (const { title, stage } of golden.documents ?? []) facts.push(fact('documents', `${title} ${stage}`))
  all('captions', golden.captions, (value) => value)
  return [...new Map(facts.map((one) => [write(one), one])).values()]
}

/** A fact that was read, with longer words where the expected one names only how they begin or what they hold. */
export function readFacts(proposals: readonly Proposal[], places: readonly Place[]): Fact[] {
  const byId = new Map(proposals.map((proposal) => [proposal.id, proposal]))
  const placeNames = new Map(places.map(({ id, name }) => [id, name]))
  const name = (id: unknown): string => {
    if (typeof id !== 'string') return ''
    const proposal = byId.get(id)
    return String(placeNames.get(id) ?? proposal?.fields.name ?? proposal?.fields.title ?? '')
  }
  const names = (value: unknown) => (Array.isArray(value) ? value.map(name) : [])
  const strings = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  const leaderOf = (team: unknown) => {
    const proposal = byId.get(String(team))
    return name(proposal?.fields.leader) || String(proposal?.fields.name ?? '')
  }
  const facts: Fact[] = []
  const all = (about: string, key: string, values: readonly string[]) => {
    for (const value of values) facts.push(fact(about, `${key} ${value}`))
  }
  for (const { entity, fields: f } of proposals) {
    if (entity === 'people') facts.push(fact('people', `${f.name} ${f.title}`))
    if (entity === 'organizations') facts.push(fact('organizations', String(f.name)))
    if (entity === 'documents') facts.push(fact('documents', `${f.title} ${f.stage}`))
    if (entity === 'directives') facts.push(fact('directives', String(f.text)))
    if (entity === 'attachments') facts.push(fact('captions', String(f.caption)))
    if (entity === 'statements') facts.push(fact('statements', `${name(f.speaker) || name(f.organization)} ${f.text}`))
    if (entity === 'sites') {
      facts.push(fact('places', `${f.name} ${name(f.region)}`))
      if (f.project) facts.push(fact('projects', `${f.name} ${name(f.project)}`))
    }
    if (entity === 'teams') {
      const leader = name(f.leader) || String(f.name)
      facts.push(fact('teams', leader))
      if (f.name) facts.push(fact('names', `${leader} ${f.name}`))
      all('departments', leader, strings(f.departments))
      all('topics', leader, strings(f.topics))
    }
    if (entity === 'visits') {
      const key = `${leaderOf(f.team)} ${name(f.region)}`
      facts.push(fact('visits', key), fact('dates', `${key} ${range(f.start, f.end)}${f.inferred ? ' 推定' : ''}`))
      if (f.status !== 'done') facts.push(fact('statuses', `${key} ${f.status}`))
      if (f.hostsNote) facts.push(fact('notes', `${key} ${f.hostsNote}`))
      if (f.purpose) facts.push(fact('purposes', `${key} ${f.purpose}`))
      all('methods', key, strings(f.methods))
      all('hosts', key, names(f.hosts))
      all('sites', key, names(f.sites))
    }
    if (entity === 'meetings') {
      const visit = byId.get(String(f.visit))
      const key = `${f.kind} ${name(visit?.fields.region)}`.trim()
      facts.push(fact('meetings', key))
      if (f.number) facts.push(fact('numbers', `${key} ${f.number}`))
      if (f.date) facts.push(fact('meetingDates', `${key} ${f.date}`))
      if (f.chair) facts.push(fact('chairs', `${key} ${name(f.chair)}`))
      if (f.place) facts.push(fact('rooms', `${key} ${f.place}`))
      if (f.minutes) facts.push(fact('minutes', `${key} ${f.minutes}`))
      all('attendees', key, names(f.attendees))
      all('absent', key, names(f.absent))
      all('members', key, names(f.organizations))
    }
    if (entity === 'findings') {
      facts.push(fact('findings', `${f.kind} ${f.quote}`))
      for (const region of names(f.regions)) facts.push(fact('findingPlaces', `${f.quote} ${region}`))
    }
    if (entity === 'indicators') {
      const key = `${f.value}${f.unit}`
      facts.push(fact('indicators', `${f.derived ? '推算 ' : ''}${f.bound} ${key}`))
      if (f.yearOnYear) facts.push(fact('changes', `${key} ${f.yearOnYear}%`))
      if (f.region) facts.push(fact('indicatorPlaces', `${key} ${name(f.region)}`))
      if (f.period) facts.push(fact('periods', `${key} ${f.period}`))
    }
  }
  return [...new Map(facts.map((one) => [write(one), one])).values()]
}

const holds = (says: string, words: string) => words.split(' ').every((word) => says.includes(word))
const loosely = new Set(['findings', 'findingPlaces', 'statements', 'minutes'])
/** Free words differ in where they begin and end; the rest must be the same. */
const isSame = (expected: Fact, read: Fact) =>
  expected.about === read.about &&
  (loosely.has(expected.about) ? holds(read.says, expected.says) : expected.says === read.says)

/** Facts that follow from others, or that a golden file names only where they matter. */
const unjudged = new Set([
  'places',
  'projects',
  'findingPlaces',
  'indicatorPlaces',
  'periods',
  'purposes',
  'notes',
  'minutes',
  'captions',
  'names',
])

export type Score = { expected: number; found: number; read: number; invented: string[]; missing: string[] }

/** `strict`: facts that follow from others count as invented too. */
export function compare(
  golden: Golden,
  proposals: readonly Proposal[],
  places: readonly Place[],
  strict = false,
): Score {
  const expected = expectedFacts(golden)
  const read = readFacts(proposals, places)
  const missing = expected.filter((one) => !read.some((other) => isSame(one, other)))
  const allowed = (one: Fact) =>
    (golden.allowed?.[one.about] ?? []).some((words) =>
      Array.isArray(words) ? words.every((word) => one.says.includes(word)) : holds(one.says, words),
    )
  const invented = read.filter(
    (one) =>
      !(strict ? false : unjudged.has(one.about)) &&
      !(one.about === 'dates' && one.says.endsWith('未注明')) &&
      // what is computed is labelled so, and follows from what was read
      !(one.about === 'indicators' && one.says.startsWith('推算') && !strict) &&
      !expected.some((other) => isSame(other, one)) &&
      !allowed(one),
  )
  return {
    expected: expected.length,
    found: expected.length - missing.length,
    read: read.length,
    invented: invented.map(write),
    missing: missing.map(write),
  }
}

export const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`
