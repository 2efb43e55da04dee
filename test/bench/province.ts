/** Ten years of a province, received bundle by bundle as headquarters would: tables, merge states and log are real. */
import { join } from 'node:path'
import { findingKinds, findingStages } from '../../shared/domain/findings.ts'
import { standardTopics } from '../../shared/domain/teams.ts'
import { type FieldWrite, type Json, limits, lineOf, type Ref } from '../../shared/sync/change.ts'
import { ticksPerMillisecond } from '../../shared/sync/clock.ts'
import { bundleName, manifestName } from '../../shared/sync/manifest.ts'
import { writeMembers } from '../support/big-package.ts'
import { age, bundleFile, manifestFor, sha256Of, signatureOf } from '../support/packages.ts'
import type { Size } from './options.ts'
import { colleague, createAuthor, openProfile, type Profile } from './profile.ts'
import { createRandom, type Random } from './random.ts'
import { personName, prose, sentence } from './words.ts'
import { cached, copyFolder, workFolder } from './workplace.ts'

const years = 10
const teamsAYear = 14
const day = 24 * 3600 * 1000
const begin = Date.UTC(2014, 2, 1)
const at = (ms: number) => Math.floor(ms) * ticksPerMillisecond

/** Writes without parents; a set as its elements. */
function first(fields: Record<string, Json | string[]>): Record<string, FieldWrite> {
  const writes: Record<string, FieldWrite> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) for (const element of value) writes[`${name}/${element}`] = [true, []]
    else if (value !== null) writes[name] = [value, []]
  }
  return writes
}

/** A copy of the cached province, for one case to write in. */
export async function provinceProfile(size: Size, name: string): Promise<string> {
  const folder = await cached('province', size, (fresh) => makeProvince(fresh, size))
  return copyFolder(folder, join(workFolder(name), 'data'))
}

type Known = { entity: string; id: string; owner: number; heads: Map<string, Ref> }

async function makeProvince(dataDir: string, size: Size): Promise<void> {
  const random = createRandom(20231110)
  const devices = Array.from({ length: size.devices }, () => random.device())
  const profile = await openProfile(dataDir, { role: 'headquarters' })
  const { db } = profile
  const cities = db
    .prepare("SELECT id FROM regions WHERE code LIKE '32%' AND level <> 'province'")
    .pluck()
    .all() as string[]
  const base = makeDirectory(profile, random, devices, size, cities)
  const created = Math.round(size.findings * 1.5 + size.visits * 2.2)
  const edits = Math.max(0, size.changes - created)
  for (let year = 0; year < years; year++) {
    makeYear(profile, random, { year, devices, cities, ...base }, size, Math.floor(edits / years))
    process.stderr.write(`bench: year ${year + 1} of ${years}\n`)
  }
  const name = db.prepare('UPDATE devices SET name = ?, person = ?, unit = ? WHERE id = ?')
  devices.forEach((device, n) => void name.run(`${n + 1}号机`, personName(random), '市慈善总会', device))
  profile.close()
}

/** Organizations, people and sites: shared by all years. */
function makeDirectory(profile: Profile, random: Random, devices: string[], size: Size, cities: string[]) {
  const author = createAuthor(profile, devices[0] as string, 'base')
  const make = (entity: string, count: number, fields: () => Record<string, Json | string[]>) =>
    Array.from({ length: Math.max(5, Math.round(count)) }, () => {
      const id = random.id(begin - random.below(300) * day)
      author.write(at(begin), entity, id, first(fields()))
      return id
    })
  const organizations = make('organizations', size.visits / 10, () => ({
    name: `${personName(random)}慈善基金会`,
    region: random.pick(cities),
  }))
  const people = make('people', size.visits / 4, () => ({
    name: personName(random),
    title: '秘书长',
    organization: random.pick(organizations),
  }))
  const sites = make('sites', size.visits / 10, () => ({
    name: `${personName(random)}慈善超市`,
    region: random.pick(cities),
  }))
  author.cut()
  return { organizations, people, sites }
}

type Year = {
  year: number
  devices: string[]
  cities: string[]
  organizations: string[]
  people: string[]
  sites: string[]
}

/** One campaign: teams, visits, meetings, statements, findings by laptops, then edits by their authors and headquarters. */
function makeYear(profile: Profile, random: Random, world: Year, size: Size, edits: number): void {
  const { year, devices, cities, organizations, people, sites } = world
  const start = begin + year * 365 * day
  const campaign = random.id(start)
  const authors = devices.map((device) => createAuthor(profile, device, campaign))
  const known: Known[] = []
  const write = (owner: number, ms: number, entity: string, fields: Record<string, Json | string[]>, keep = true) => {
    const id = entity === 'campaigns' ? campaign : random.id(ms)
    const writes = first(fields)
    const ref = authors[owner]!.write(at(ms), entity, id, writes)
    if (keep) known.push({ entity, id, owner, heads: new Map(Object.keys(writes).map((name) => [name, ref])) })
    return id
  }
  write(0, start, 'campaigns', { name: `${2014 + year}年度调研`, year: 2014 + year, status: 'done' }, false)
  const teams = Array.from({ length: teamsAYear }, (_, n) =>
    write(
      0,
      start,
      'teams',
      {
        campaign,
        name: `第${n + 1}调研组`,
        leader: random.pick(people),
        topics: [standardTopics[n % standardTopics.length]!],
        regions: random.some(cities, 2),
        order: `a${n}`,
      },
      false,
    ),
  )
  const visits = Math.ceil(size.visits / years)
  const findings = size.findings / years / visits
  let owed = 0
  for (let v = 0; v < visits; v++) {
    const owner = random.below(devices.length)
    const ms = start + (v / visits) * 240 * day
    const team = random.pick(teams)
    const region = random.pick(cities)
    const visit = write(owner, ms, 'visits', {
      team,
      region,
      start: new Date(ms).toISOString().slice(0, 10),
      precision: 'day',
      status: 'done',
      methods: ['symposium'],
      hosts: random.some(organizations, 1),
      participants: random.some(people, 3),
      sites: random.some(sites, 1),
      purpose: sentence(random),
    })
    const meeting = write(owner, ms + 1, 'meetings', {
      kind: 'symposium',
      title: '座谈会',
      visit,
      campaign,
      attendees: random.some(people, 4),
    })
    owed += findings
    for (; owed >= 1; owed--) {
      const spoken = random.chance(0.5)
      const statement = spoken
        ? write(owner, ms + 2, 'statements', {
            meeting,
            speaker: random.pick(people),
            text: prose(random, 2),
            order: 'a1',
          })
        : null
      write(owner, ms + random.below(3600_000), 'findings', {
        campaign,
        team,
        kind: random.pick(findingKinds),
        topics: random.chance(0.1) ? [] : [random.pick(standardTopics)],
        regions: [region],
        quote: prose(random, 1 + random.below(2)),
        visits: [visit],
        statements: statement ? [statement] : [],
        stage: 'raw',
      })
    }
  }
  edit(known, random, authors, start + 250 * day, edits)
  for (const author of authors) author.cut()
}

/** One field at the end of an edit session, by its author or (5 %) by headquarters; 1 in 1,000 by both at once. */
function edit(known: Known[], random: Random, authors: ReturnType<typeof createAuthor>[], from: number, count: number) {
  for (let n = 0; n < count; n++) {
    const record = random.pick(known)
    const [name, value] = editOf(record.entity, random)
    const head = record.heads.get(name)
    const owner = random.chance(0.05) ? 0 : record.owner
    const ms = from + n * 5000
    const ref = authors[owner]!.write(at(ms), record.entity, record.id, { [name]: [value, head ? [head] : []] })
    record.heads.set(name, ref)
    if (owner !== 0 && random.chance(0.001)) {
      const other = editOf(record.entity, random, name)[1]
      authors[0]!.write(at(ms + 1000), record.entity, record.id, { [name]: [other, head ? [head] : []] })
    }
  }
}

function editOf(entity: string, random: Random, only?: string): [string, Json] {
  const edits: Record<string, Record<string, () => Json>> = {
    visits: { summary: () => prose(random, 3), itinerary: () => sentence(random), status: () => 'done' },
    meetings: { minutes: () => prose(random, 3), place: () => '三楼会议室' },
    statements: { text: () => prose(random, 2) },
    findings: {
      summary: () => sentence(random),
      analysis: () => prose(random, 2),
      stage: () => random.pick(findingStages),
      kind: () => random.pick(findingKinds),
      priority: () => random.pick(['high', 'normal', 'low']),
    },
  }
  const ofNoun = edits[entity] as Record<string, () => Json>
  const name = only ?? random.pick(Object.keys(ofNoun))
  return [name, ofNoun[name]!()]
}

/** The rows that package `n` brings: new findings of three fields each. */
export function importedRows(n: number, count: number) {
  const random = createRandom(7919 * (n + 1))
  const start = Date.UTC(2024, 2, 1) + n * 30 * day
  const campaign = random.id(start)
  const device = random.device()
  const rows = Array.from({ length: count }, (_, i) => ({
    id: random.id(start + i * 20),
    hlc: at(start + i * 20),
    campaign,
    kind: random.pick(findingKinds) as string,
    quote: sentence(random),
  }))
  return { campaign, device, rows }
}

/** A package of `count` changes in bundles of 20,000, as another computer exported it, its seal taken off: any profile can read it. */
export async function importPackage(n: number, count: number): Promise<string> {
  const folder = await cached('package', { n, count }, (fresh) => {
    const { campaign, device, rows } = importedRows(n, count)
    const members: { name: string; data: Buffer }[] = []
    for (let at = 0; at < rows.length; at += limits.bundle) {
      const lines = rows.slice(at, at + limits.bundle).map(({ id, hlc, campaign, kind, quote }, index) => {
        const fields = first({ campaign, kind, quote })
        return lineOf({ seq: at + index + 1, hlc, entity: 'findings', id, fields })
      })
      const data = bundleFile(lines, at + 1, device, campaign, colleague)
      members.push({ name: bundleName(sha256Of(data)), data })
    }
    const sender = {
      device: colleague.device,
      name: '一号机',
      person: '',
      unit: '',
      role: 'laptop',
      key: colleague.key,
      age,
    }
    const manifest = Buffer.from(manifestFor(members, { number: n + 1, sender }))
    const whole = [...members, { name: manifestName, data: manifest }, signatureOf(manifest, colleague)]
    writeMembers(join(fresh, 'package.shanyan'), whole)
  })
  return join(folder, 'package.shanyan')
}
