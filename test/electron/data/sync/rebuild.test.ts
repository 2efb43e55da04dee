import { afterEach, describe, expect, it } from 'vitest'
import { hashOf } from '../../../../electron/data/sync/changes.ts'
import type { Field } from '../../../../shared/domain/fields.ts'
import { nouns } from '../../../../shared/domain/nouns.ts'
import { lineOf, type Ref, refOf } from '../../../../shared/sync/change.ts'
import { createSqliteReplica, dumpOf, exchange, type Replica, writeRaw } from '../../../support/replica.ts'
import { deviceName, random, rowOf } from '../../../support/replica-scenario.ts'

const id = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const now = Date.UTC(2026, 0, 1)
const create = (n: number) => createSqliteReplica(deviceName(n), { now })
const same = (replica: Replica) => {
  const before = [dumpOf(replica), replica.digest()]
  replica.rebuild()
  expect([dumpOf(replica), replica.digest()]).toEqual(before)
}

describe('rebuilding from the log [I11]', () => {
  it('does not take a parent for folded because the log already holds it', () => {
    const [a, b] = [create(0), create(1)]
    // the log is read by device in order of arrival: here the child comes before its parent
    b.write('visits', id(1), { status: { value: 'planned' } })
    const first = b.entries()[0]
    a.write('people', id(2), { name: { value: '张三' } })
    if (first) a.receive({ ...first, first: 1, last: 1, sha256: '', lines: [first.line] })
    a.write('visits', id(1), { status: { value: 'ongoing' } })
    exchange(a, b)
    b.write('visits', id(1), { status: { value: 'done' } })
    exchange(a, b)
    for (const replica of [a, b]) {
      same(replica)
      expect(rowOf(replica, 'visits', id(1))?.columns.status).toBe('done')
      expect(replica.load('visits', id(1))?.state.leaves.get('status')).toHaveLength(1)
      expect(replica.conflicts()).toEqual([])
    }
  })

  it('gives the same tables across its batches', { timeout: 120_000 }, () => {
    const next = random(7)
    const replica = create(0)
    const devices = [deviceName(1), deviceName(2), deviceName(3)]
    const heads = new Map<string, Ref>()
    const lines = devices.map(() => [] as string[])
    for (let n = 0; n < 30_000; n++) {
      const who = next() % 3
      const own = lines[who] as string[]
      const record = id(next() % 400)
      const seq = own.length + 1
      const parent = heads.get(record)
      const line = lineOf({
        seq,
        hlc: n,
        entity: 'visits',
        id: record,
        fields: { status: [['planned', 'ongoing', 'done'][next() % 3] as string, parent ? [parent] : []] },
      })
      own.push(line)
      if (next() % 20) heads.set(record, refOf(devices[who] as string, seq, hashOf(line)))
    }
    for (const [n, device] of devices.entries())
      replica.receive({
        device,
        stream: 'base',
        first: 1,
        last: lines[n]?.length ?? 0,
        sha256: '',
        lines: lines[n] as string[],
      })
    expect(replica.conflicts().length).toBeGreaterThan(50)
    same(replica)
  })

  it('keeps unknown nouns and empties what is no longer so', () => {
    const replica = create(0)
    writeRaw(replica, 'base', 'surveys', id(1), { score: [1, []] })
    replica.write('findings', id(2), { visits: { value: [id(3)] } })
    replica.write('findings', id(2), { visits: { value: [] } })
    replica.db.prepare("INSERT INTO links VALUES (?, 'findings', 'visits', ?)").run(id(8), id(2))
    replica.db.prepare("INSERT INTO conflicts VALUES ('visits', ?, 'status', 'value', 0, 2)").run(id(8))
    replica.rebuild()
    expect(replica.conflicts()).toEqual([])
    expect(replica.db.prepare('SELECT count(*) FROM links').pluck().get()).toBe(0)
    expect(replica.load('surveys', id(1))?.state.leaves.has('score')).toBe(true)
  })
})

describe('after an upgrade [rule 12] [I12]', () => {
  const fields = nouns.visits.fields as Record<string, Field>
  afterEach(() => {
    delete fields.weather
  })

  it('a field that came from a newer version shows once this version knows it', () => {
    const replica = create(0)
    replica.write('visits', id(1), { status: { value: 'done' } })
    writeRaw(replica, 'base', 'visits', id(1), { weather: ['晴', []] })
    expect(rowOf(replica, 'visits', id(1))?.columns.weather).toBeUndefined()
    replica.db.exec('ALTER TABLE visits ADD COLUMN weather TEXT')
    fields.weather = { kind: 'text' }
    replica.rebuild()
    expect(rowOf(replica, 'visits', id(1))?.columns).toMatchObject({ weather: '晴', status: 'done' })
  })
})
