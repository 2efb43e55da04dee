/** A preview says what the import then does, also of what no honest sender writes: one record in two streams. */
import { afterAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../../electron/data/db/migrate.ts'
import { openWritable, type WritableDb } from '../../../../electron/data/db/open.ts'
import { type Bundle, createChangeLog, hashOf } from '../../../../electron/data/sync/changes.ts'
import { createPreview } from '../../../../electron/data/sync/preview.ts'
import { deletedField, type FieldWrite, lineOf, refOf } from '../../../../shared/sync/change.ts'
import { seeded, times } from '../../../support/faults.ts'

const id = (n: number) => `018bcfe5-0000-7000-8000-${String(n).padStart(12, '0')}`
const streams = ['base', id(900)] as const
const devices = ['aaaaaaaaaaaaaaaa.1', 'bbbbbbbbbbbbbbbb.1'] as const
const tables = ['campaigns', 'teams', 'visits', 'findings'] as const
const fields: Record<(typeof tables)[number], Record<string, (string | boolean)[]>> = {
  campaigns: { name: ['甲', '乙'] },
  teams: { campaign: [id(1), id(2)], name: ['一组', '二组'] },
  visits: { team: [id(11), id(12)], status: ['planned', 'done'], summary: ['第一句。', '第一句。第二句。'] },
  findings: { campaign: [id(1), id(2)], [`visits/${id(21)}`]: [true, false], [`visits/${id(22)}`]: [true, false] },
}
const records = tables.flatMap((entity, n) => [1, 2].map((k) => ({ entity, id: id(n * 10 + k) })))
const runs = times(1000, 60)
const seen = { deleted: 0, undeleted: 0, conflicts: 0, changed: 0, added: 0 }

type Written = { device: string; stream: string; seq: number; line: string }

/** Writes of two devices in two streams, some of them in both, as each device's log holds them. */
function write(next: () => number, count: number): Written[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const written: Written[] = []
  const refs = new Map<string, string[]>()
  const seqs = new Map<string, number>()
  const lastOf = (device: string, stream: string) => seqs.get(`${device} ${stream}`) ?? 0
  const vector = () =>
    Object.fromEntries(
      devices.map((device) => [
        device,
        Object.fromEntries(
          streams.flatMap((stream) => {
            const last = Math.floor(lastOf(device, stream) * (next() < 0.7 ? 1 : next()))
            return last > 0 ? [[stream, last]] : []
          }),
        ),
      ]),
    )
  for (let n = 0; n < count; n++) {
    const device = pick(devices)
    const stream = next() < 0.6 ? streams[0] : streams[1]
    const { entity, id: record } = pick(records)
    const name = next() < 0.25 ? deletedField : pick(Object.keys(fields[entity]))
    const value = name === deletedField ? (next() < 0.7 ? vector() : null) : pick(fields[entity][name] ?? [])
    const key = `${entity}${record} ${name}`
    const known = refs.get(key) ?? []
    const parents = known.filter(() => next() < 0.5)
    const seq = lastOf(device, stream) + 1
    const hlc = (Date.UTC(2026, 0, 1) + Math.floor(next() * 1000)) * 2048
    const line = lineOf({ seq, hlc, entity, id: record, fields: { [name]: [value, parents] as FieldWrite } })
    refs.set(key, [...known, refOf(device, seq, hashOf(line))])
    const other = stream === streams[0] ? streams[1] : streams[0]
    const isInBoth = lastOf(device, other) + 1 === seq && next() < 0.4
    for (const place of isInBoth ? [stream, other] : [stream]) {
      written.push({ device, stream: place, seq, line })
      seqs.set(`${device} ${place}`, seq)
    }
  }
  return written
}

/** Cut into bundles of a few changes, shuffled. */
function bundlesOf(next: () => number, written: Written[]): Bundle[] {
  const bundles: Bundle[] = []
  for (const device of devices)
    for (const stream of streams) {
      const own = written.filter((one) => one.device === device && one.stream === stream)
      for (let from = 0; from < own.length; ) {
        const part = own.slice(from, from + 1 + Math.floor(next() * 6))
        const [first, last] = [part[0]?.seq ?? 0, part.at(-1)?.seq ?? 0]
        bundles.push({
          device,
          stream,
          first,
          last,
          sha256: `${device}${stream}${first}`,
          lines: part.map((one) => one.line),
        })
        from += part.length
      }
    }
  return bundles
    .map((bundle) => ({ bundle, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ bundle }) => bundle)
}

type Row = { deleted: number; shown: string }
function standOf(db: WritableDb) {
  const rows = new Map<string, Row>()
  for (const entity of tables)
    for (const row of db.prepare(`SELECT * FROM ${entity} WHERE meta IS NOT NULL`).all() as Record<string, unknown>[]) {
      const { id: record, deleted, meta: _, updated: __, stream: ___, ...shown } = row
      rows.set(`${entity}${record}`, { deleted: deleted as number, shown: JSON.stringify(shown) })
    }
  const conflicts = new Set(db.prepare("SELECT entity || id || ' ' || field FROM conflicts").pluck().all() as string[])
  return { rows, conflicts }
}

afterAll(() => console.log(`previews held against their imports: ${runs}`, seen))

describe('S-10.6 a preview', () => {
  test(`says what the import does, ${runs} times, with records in two streams`, { timeout: 600_000 }, () => {
    for (let run = 0; run < runs; run++) {
      const next = seeded(7919 * run + 17)
      const db = openWritable(':memory:')
      migrate(db)
      const log = createChangeLog(db, 'ccccccccccccccccc.1', Date.now)
      const bundles = bundlesOf(next, write(next, 45))
      const held = bundles.splice(0, Math.floor(bundles.length * next()))
      for (const bundle of held) log.receive(bundle)
      const preview = createPreview(db)
      const packages = [bundles.splice(0, Math.ceil(bundles.length / 2)), bundles]
      const told = packages.map((members) =>
        preview(
          members.map(
            ({ lines, ...header }) =>
              ({ header: { ...header, count: lines.length, key: '' }, lines, signature: '' }) as never,
          ),
        ),
      )
      for (const [n, members] of packages.entries()) {
        const before = standOf(db)
        for (const bundle of members) log.receive(bundle)
        const after = standOf(db)
        const said = told[n] as (typeof told)[number]
        const title = `run ${run}, package ${n + 1}`
        const isDeleted = ({ rows }: typeof before, key: string) => rows.get(key)?.deleted === 1
        const deleted = [...after.rows.keys()].filter((key) => isDeleted(after, key) && !isDeleted(before, key))
        expect(
          said.titles
            .filter(({ what }) => what === 'deleted')
            .map((one) => one.entity + one.id)
            .sort(),
          title,
        ).toEqual(deleted.sort())
        expect(said.deleted, title).toBe(deleted.length)
        const added = [...after.rows.keys()].filter((key) => !before.rows.has(key) && !isDeleted(after, key))
        expect(
          said.titles
            .filter(({ what }) => what === 'added')
            .map((one) => one.entity + one.id)
            .sort(),
          title,
        ).toEqual(added.sort())
        const conflicts = [...after.conflicts].filter((key) => !before.conflicts.has(key))
        expect(said.conflicts, title).toBe(conflicts.length)
        const changed = [...after.rows].filter(([key, row]) => {
          const old = before.rows.get(key)
          return old && old.shown !== row.shown && !(isDeleted(after, key) && !isDeleted(before, key))
        })
        const named = new Set(said.titles.map((one) => one.entity + one.id))
        for (const [key] of changed) expect(named.has(key), `${title}: ${key}`).toBe(true)
        seen.deleted += deleted.length
        seen.undeleted += [...before.rows.keys()].filter(
          (key) => isDeleted(before, key) && !isDeleted(after, key),
        ).length
        seen.conflicts += conflicts.length
        seen.added += added.length
        seen.changed += changed.length
      }
      db.close()
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(runs / 4)
  })
})
