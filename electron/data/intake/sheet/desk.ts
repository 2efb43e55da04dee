/** What is here already, looked up by the names a spreadsheet has. */
import type { Entity } from '../../../../shared/domain/fields.ts'
import type { SheetNoun } from '../../../../shared/domain/intake-sheets.ts'
import type { ReadableDb } from '../../db/open.ts'
import { prepared } from '../../db/prepared.ts'
import { titleOf } from '../../db/views/titles.ts'
import { placesOf } from '../places-here.ts'
import { createGazetteer, type Gazetteer, type Place } from '../press/gazetteer.ts'

type Named = { id: string; name: string; tells: string | null }
type Team = { id: string; name: string | null; leader: string | null }

export type Desk = {
  gazetteer: Gazetteer
  /** Where the campaign is at home; tells places of one name apart. */
  home: Place | null
  /** Of dates that are written without one. */
  year: number | null
  teams: Team[]
  find(entity: 'people' | 'organizations' | 'sites', name: string, tells: string | null): string | null
  /** A record with these values. */
  known(noun: SheetNoun, fields: Record<string, unknown>): { id: string; title: string } | null
}

const plain = (name: string) => name.normalize('NFKC').replace(/\s+/g, '')

/** How a row that is here already is told: equal in all of these; what is unknown on either side tells nothing. */
const keys: Record<SheetNoun, { equal: string[]; agree: string[] }> = {
  visits: { equal: ['region', 'start'], agree: ['team'] },
  findings: { equal: ['quote'], agree: [] },
  people: { equal: ['name'], agree: ['organization', 'title'] },
  organizations: { equal: ['name'], agree: ['region'] },
  indicators: { equal: ['name', 'region', 'period'], agree: ['value'] },
  measures: { equal: ['title'], agree: ['year'] },
}

export const keyOf = (noun: SheetNoun, fields: Record<string, unknown>): string | null => {
  const { equal, agree } = keys[noun]
  if (equal.some((name) => fields[name] === undefined || fields[name] === null)) return null
  return JSON.stringify([...equal, ...agree].map((name) => fields[name] ?? null))
}

export function openDesk(db: ReadableDb, campaign: string | null, year: number | null): Desk {
  const gazetteer = createGazetteer(placesOf(db))
  const region = campaign
    ? (prepared(db, 'SELECT region FROM campaigns WHERE id = ?').pluck().get(campaign) as string | null | undefined)
    : null
  const home = region ? (gazetteer.byId.get(region) ?? null) : null
  const byName = {
    people: named(
      db,
      'SELECT id, name, organization AS tells FROM people WHERE deleted = 0 AND mergedInto IS NULL AND name IS NOT NULL',
    ),
    organizations: named(
      db,
      'SELECT id, name, region AS tells FROM organizations WHERE deleted = 0 AND mergedInto IS NULL AND name IS NOT NULL',
    ),
    sites: named(db, 'SELECT id, name, region AS tells FROM sites WHERE deleted = 0 AND name IS NOT NULL'),
  }
  const teams = prepared(
    db,
    `SELECT t.id, t.name, p.name AS leader FROM teams t LEFT JOIN people p ON p.id = t.leader
     WHERE t.deleted = 0 AND (? IS NULL OR t.campaign IS ?) ORDER BY t.updated DESC`,
  ).all(campaign, campaign) as Team[]
  return {
    gazetteer,
    home,
    year,
    teams,
    find(entity, name, tells) {
      const found = byName[entity].get(plain(name)) ?? []
      const fits = tells === null ? found : found.filter((one) => one.tells === null || one.tells === tells)
      return fits.find((one) => one.tells === tells)?.id ?? fits[0]?.id ?? null
    },
    known(noun, fields) {
      const { equal, agree } = keys[noun]
      const values = equal.map((name) => fields[name])
      if (values.some((value) => typeof value !== 'string' && typeof value !== 'number')) return null
      const merged = ['findings', 'people', 'organizations'].includes(noun) ? ' AND mergedInto IS NULL' : ''
      const sql = `SELECT * FROM ${noun} WHERE deleted = 0${merged} AND ${equal.map((name) => `"${name}" = ?`).join(' AND ')} LIMIT 20`
      const rows = prepared(db, sql).all(...(values as (string | number)[])) as ({ id: string } & Record<
        string,
        unknown
      >)[]
      const row = rows.find((one) =>
        agree.every(
          (name) =>
            fields[name] === undefined || fields[name] === null || one[name] === null || one[name] === fields[name],
        ),
      )
      return row ? { id: row.id, title: titleOf(db, noun as Entity, row.id) } : null
    },
  }
}

function named(db: ReadableDb, sql: string): Map<string, Named[]> {
  const map = new Map<string, Named[]>()
  for (const row of prepared(db, sql).all() as Named[]) {
    const key = plain(row.name)
    map.set(key, [...(map.get(key) ?? []), row])
  }
  return map
}

/** A team by its leader's or its own name. */
export function teamOf({ teams }: Desk, said: string): string | null {
  const name = plain(said).replace(/(?:副会长|会长|秘书长|同志)$/, '')
  const found =
    teams.filter((team) => team.leader !== null && plain(team.leader) === name)[0] ??
    teams.filter((team) => team.name !== null && plain(team.name) === plain(said))[0] ??
    teams.filter((team) => team.leader !== null && name.includes(plain(team.leader)))[0]
  return found?.id ?? null
}
