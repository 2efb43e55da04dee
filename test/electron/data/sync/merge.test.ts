import { describe, expect, it } from 'vitest'
import { deletedField, type Ref } from '../../../../shared/sync/change.ts'
import {
  bundlesOf,
  createMemoryReplica,
  createSqliteReplica,
  dumpOf,
  type Entry,
  exchange,
  lacking,
  type Replica,
  writeRaw,
} from '../../../support/replica.ts'
import { deviceName, modelOf, random, rowOf, shuffled } from '../../../support/replica-scenario.ts'

const id = (n: number) => `01890000-0000-7000-8000-0000000000${n.toString(16).padStart(2, '0')}`
const visit = id(1)
const now = Date.UTC(2026, 0, 1)
const day = 86_400_000

describe.each([
  ['memory', createMemoryReplica],
  ['SQLite', (device: string, clock: { now: number }) => createSqliteReplica(device, clock)],
] as [string, (device: string, clock: { now: number }) => Replica][])('merge over %s', (_, create) => {
  const computers = (count: number) => Array.from({ length: count }, (_unused, n) => create(deviceName(n), { now }))
  const two = () => computers(2) as [Replica, Replica]
  const shown = (replica: Replica, entity: string, record: string, name: string) =>
    rowOf(replica, entity, record)?.columns[name]
  const status = (replica: Replica) => shown(replica, 'visits', visit, 'status')
  const leaves = (replica: Replica, name: string, entity = 'visits', record = visit): Ref[] =>
    replica.load(entity, record)?.state.leaves.get(name) ?? []
  const conflicts = (replica: Replica) => replica.conflicts().map((one) => `${one.entity} ${one.field} ${one.kind}`)
  const set = (replica: Replica, value: string, base?: string[]) =>
    replica.write('visits', visit, { status: { value, base } })
  const all = (...replicas: Replica[]): Entry[] => {
    const pot = create(deviceName(7), { now })
    for (const replica of replicas) for (const bundle of bundlesOf(lacking(replica, pot))) pot.receive(bundle)
    return pot.entries()
  }
  /** Delivers the entries one by one in many orders to fresh computers; all must look the same. */
  const anyOrder = (entries: Entry[], look: (replica: Replica) => void, orders = 24) => {
    const next = random(entries.length)
    const dumps = Array.from({ length: orders }, (_unused, n) => {
      const replica = create(deviceName(6), { now })
      const order = n === 0 ? entries : n === 1 ? [...entries].reverse() : shuffled(entries, next)
      for (const { device, stream, seq, line } of order)
        replica.receive({ device, stream, first: seq, last: seq, sha256: '', lines: [line] })
      look(replica)
      return dumpOf(replica)
    })
    for (const dump of dumps) expect(dump).toEqual(dumps[0])
  }

  describe('counter-examples of the design', () => {
    it('two writes of one session with one parent are no conflict [rule 3] [I8]', () => {
      const [a, b] = two()
      const { heads } = set(a, 'planned')
      exchange(a, b)
      set(a, 'ongoing', heads.status)
      set(a, 'done', heads.status)
      expect(leaves(a, 'status')).toHaveLength(1)
      anyOrder(all(a), (replica) => {
        expect(status(replica)).toBe('done')
        expect(conflicts(replica)).toEqual([])
      })
      set(b, 'cancelled', heads.status)
      exchange(a, b)
      expect(conflicts(a)).toEqual(['visits status value'])
      expect(leaves(a, 'status')).toHaveLength(2)
    })

    it('two people choose the same value, then one edits: no conflict comes back [rule 3] [I8]', () => {
      const [a, b] = two()
      set(a, 'planned')
      exchange(a, b)
      set(a, 'ongoing')
      set(b, 'cancelled')
      exchange(a, b)
      expect(conflicts(a)).toEqual(['visits status value'])
      a.choose('visits', visit, 'status', 'cancelled', leaves(a, 'status'))
      b.choose('visits', visit, 'status', 'cancelled', leaves(b, 'status'))
      exchange(a, b)
      expect(leaves(a, 'status')).toHaveLength(2)
      expect(conflicts(a)).toEqual([])
      set(b, 'done')
      exchange(a, b)
      anyOrder(all(a), (replica) => {
        expect(status(replica)).toBe('done')
        expect(leaves(replica, 'status')).toHaveLength(1)
        expect(conflicts(replica)).toEqual([])
      })
    })

    it('equal values, then an edit that knew only one of them: the other stays in a conflict [I3]', () => {
      const [a, b, c] = computers(3) as [Replica, Replica, Replica]
      set(a, 'done')
      set(b, 'done')
      exchange(a, c)
      set(c, 'cancelled')
      exchange(a, c)
      exchange(a, b)
      expect(conflicts(a)).toEqual(['visits status value'])
      anyOrder(all(a), (replica) => expect(leaves(replica, 'status')).toHaveLength(2))
    })

    it('a forked seq keeps both contents, whichever comes first [rule 11]', () => {
      const original = create(deviceName(0), { now })
      const copy = create(deviceName(0), { now: now + 1 })
      set(original, 'done')
      set(copy, 'cancelled')
      const entries = [...original.entries(), ...copy.entries()]
      expect(entries.map((entry) => entry.seq)).toEqual([1, 1])
      anyOrder(entries, (replica) => {
        expect(leaves(replica, 'status')).toHaveLength(2)
        expect(status(replica)).toBe('cancelled')
        expect(conflicts(replica)).toEqual(['visits status value'])
      })
    })

    it('a child created under a record deleted elsewhere keeps it visible [rule 4]', () => {
      const [a, b] = two()
      set(a, 'done')
      exchange(a, b)
      a.mark('visits', [visit], 'remove')
      b.write('meetings', id(2), { visit: { value: visit } })
      b.write('findings', id(3), { visits: { value: [visit] } })
      exchange(a, b)
      anyOrder(all(a), (replica) => {
        expect(rowOf(replica, 'visits', visit)?.deleted).toBe(false)
        expect(conflicts(replica)).toEqual([`visits ${deletedField} deletion`])
      })
      a.mark('visits', [visit], 'remove')
      exchange(a, b)
      for (const replica of [a, b]) {
        expect(rowOf(replica, 'visits', visit)?.deleted).toBe(true)
        expect(rowOf(replica, 'meetings', id(2))?.deleted).toBe(false)
        expect(conflicts(replica)).toEqual([])
      }
    })

    it('a child pointed elsewhere no longer keeps a deleted record [rule 4] [I1]', () => {
      const [a, b] = two()
      set(a, 'done')
      exchange(a, b)
      a.mark('visits', [visit], 'remove')
      b.write('meetings', id(2), { visit: { value: visit } })
      b.write('meetings', id(2), { visit: { value: id(4) } })
      b.write('findings', id(3), { visits: { value: [visit] } })
      b.write('findings', id(3), { visits: { value: [] } })
      exchange(a, b)
      anyOrder(all(a), (replica) => {
        // the set's element was written again after the tombstone, but points no more
        expect(rowOf(replica, 'visits', visit)?.deleted).toBe(true)
        expect(conflicts(replica)).toEqual([])
      })
    })

    it('two automatic text merges meet a third edit [rule 3]', () => {
      const [a, b, c] = computers(3) as [Replica, Replica, Replica]
      const write = (replica: Replica, value: string) => replica.write('visits', visit, { summary: { value } })
      const summary = (replica: Replica) => shown(replica, 'visits', visit, 'summary')
      write(a, '甲县走访。乙县座谈。丙县调研。')
      exchange(a, b)
      exchange(a, c)
      write(a, '甲县入户走访。乙县座谈。丙县调研。')
      write(b, '甲县走访。乙县集体座谈。丙县调研。')
      const before = a.entries().length
      exchange(a, b)
      expect(a.entries()).toHaveLength(before + 1)
      expect(summary(a)).toBe('甲县入户走访。乙县集体座谈。丙县调研。')
      expect(summary(b)).toBe(summary(a))
      write(c, '甲县走访。乙县座谈。丙县深入调研。')
      exchange(a, c)
      exchange(b, c)
      expect(summary(a)).toBe('甲县入户走访。乙县集体座谈。丙县深入调研。')
      anyOrder(all(b), (replica) => {
        expect(summary(replica)).toBe(summary(a))
        expect(conflicts(replica)).toEqual([])
        expect(leaves(replica, 'summary')).toHaveLength(3)
      })
      write(b, '定稿。')
      exchange(a, b)
      expect(leaves(a, 'summary')).toHaveLength(1)
      expect(summary(a)).toBe('定稿。')
    })

    it('a finding before its visit [rule 6]', () => {
      const [a, b] = two()
      set(a, 'done')
      a.write('findings', id(3), { visits: { value: [visit] }, quote: { value: '缺护工' } })
      const [first, second] = a.entries().sort((x, y) => x.seq - y.seq) as [Entry, Entry]
      for (const { device, stream, seq, line } of [second, first]) {
        b.receive({ device, stream, first: seq, last: seq, sha256: '', lines: [line] })
        expect(shown(b, 'findings', id(3), 'visits')).toEqual([visit])
      }
      expect(dumpOf(b)).toEqual(dumpOf(a))
    })
  })

  describe('holes [rule 3]', () => {
    it('a parent that comes last is never shown again, in one bundle or many', () => {
      const [a, b, c] = computers(3) as [Replica, Replica, Replica]
      set(a, 'planned')
      exchange(a, b)
      set(b, 'ongoing')
      exchange(b, c)
      set(c, 'done')
      anyOrder(all(c), (replica) => {
        expect(status(replica)).toBe('done')
        expect(conflicts(replica)).toEqual([])
        expect(replica.load('visits', visit)?.state.awaited.size).toBe(0)
      })
    })

    it('a conflict across a hole is incomplete until the hole is filled', () => {
      const [a, b, c] = computers(3) as [Replica, Replica, Replica]
      set(a, 'planned')
      exchange(a, b)
      set(a, 'ongoing')
      set(b, 'done')
      const late = lacking(a, c).filter((entry) => entry.seq === 1)
      for (const bundle of bundlesOf(all(a, b).filter((entry) => entry.device !== a.device || entry.seq > 1)))
        c.receive(bundle)
      expect(c.conflicts()).toMatchObject([{ field: 'status', incomplete: true, leaves: 2 }])
      for (const bundle of bundlesOf(late)) c.receive(bundle)
      expect(c.conflicts()).toMatchObject([{ field: 'status', incomplete: false, leaves: 2 }])
      expect(leaves(c, 'status')).toHaveLength(2)
    })

    it('a tombstone whose author had a hole covers nothing beyond it [rule 4]', () => {
      const [a, b] = two()
      set(a, 'planned')
      a.write('visits', id(5), { status: { value: 'done' } })
      set(a, 'done')
      const entries = a.entries().filter((entry) => entry.seq !== 2)
      for (const bundle of bundlesOf(entries)) b.receive(bundle)
      b.mark('visits', [visit], 'remove')
      expect(rowOf(b, 'visits', visit)?.deleted).toBe(false)
      expect(conflicts(b)).toEqual([`visits ${deletedField} deletion`])
      exchange(a, b)
      b.mark('visits', [visit], 'remove')
      expect(rowOf(b, 'visits', visit)?.deleted).toBe(true)
    })
  })

  describe('deletion [rule 4]', () => {
    it.each(['deletion first', 'edit first'])('meets an edit elsewhere: %s', (first) => {
      const [a, b] = two()
      set(a, 'planned')
      exchange(a, b)
      a.mark('visits', [visit], 'remove')
      set(b, 'done')
      const c = create(deviceName(2), { now })
      for (const one of first === 'edit first' ? [b, a] : [a, b])
        for (const bundle of bundlesOf(lacking(one, c))) c.receive(bundle)
      expect(rowOf(c, 'visits', visit)?.deleted).toBe(false)
      expect(status(c)).toBe('done')
      expect(conflicts(c)).toEqual([`visits ${deletedField} deletion`])
      c.mark('visits', [visit], 'restore')
      expect(conflicts(c)).toEqual([])
      exchange(a, c)
      expect(rowOf(a, 'visits', visit)?.deleted).toBe(false)
      expect(conflicts(a)).toEqual([])
    })

    it('is undone by a restore, and a second restore says nothing', () => {
      const [a, b] = two()
      set(a, 'planned')
      expect(a.mark('visits', [visit], 'restore')).toBe(0)
      expect(a.mark('visits', [visit], 'remove')).toBe(1)
      expect(a.mark('visits', [visit], 'remove')).toBe(0)
      expect(a.mark('visits', [visit], 'restore')).toBe(1)
      expect(a.mark('visits', [visit], 'restore')).toBe(0)
      exchange(a, b)
      expect(status(b)).toBe('planned')
      anyOrder(all(a), (replica) => expect(rowOf(replica, 'visits', visit)?.deleted).toBe(false))
      a.mark('visits', [visit], 'remove')
      anyOrder(all(a), (replica) => expect(rowOf(replica, 'visits', visit)?.deleted).toBe(true))
    })

    it('and a restore at the same time leave the record visible with a conflict', () => {
      const [a, b] = two()
      set(a, 'planned')
      a.mark('visits', [visit], 'remove')
      exchange(a, b)
      a.mark('visits', [visit], 'restore')
      a.mark('visits', [visit], 'remove')
      b.mark('visits', [visit], 'restore')
      exchange(a, b)
      anyOrder(all(a), (replica) => {
        expect(rowOf(replica, 'visits', visit)?.deleted).toBe(false)
        expect(conflicts(replica)).toEqual([`visits ${deletedField} deletion`])
      })
      b.mark('visits', [visit], 'remove')
      expect(rowOf(b, 'visits', visit)?.deleted).toBe(true)
    })

    it('two deletions agree even if only one of them knew everything', () => {
      const [a, b] = two()
      set(a, 'planned')
      exchange(a, b)
      a.mark('visits', [visit], 'remove')
      set(b, 'done')
      b.mark('visits', [visit], 'remove')
      anyOrder(all(a, b), (replica) => {
        expect(rowOf(replica, 'visits', visit)?.deleted).toBe(true)
        expect(conflicts(replica)).toEqual([])
      })
    })

    it('that comes before the record it deletes', () => {
      const [a] = two()
      set(a, 'planned')
      a.mark('visits', [visit], 'remove')
      anyOrder(a.entries(), (replica) => expect(rowOf(replica, 'visits', visit)?.deleted).toBe(true), 4)
    })

    it('refuses edits and choices of a record in the trash', () => {
      const [a] = two()
      set(a, 'planned')
      const ref = leaves(a, 'status')
      a.mark('visits', [visit], 'remove')
      const entries = a.entries().length
      expect(() => set(a, 'done')).toThrow()
      expect(() => a.choose('visits', visit, 'status', 'done', ref)).toThrow()
      expect(a.entries()).toHaveLength(entries)
    })

    it('deletes nothing by what a field says or lacks [I9]', () => {
      const [a] = two()
      set(a, 'planned')
      a.write('visits', visit, { status: { value: null } })
      writeRaw(a, 'base', 'visits', visit, { deleted: [1, []], mergedInto: [visit, []] })
      expect(rowOf(a, 'visits', visit)?.deleted).toBe(false)
      writeRaw(a, 'base', 'visits', visit, { [deletedField]: ['yes', []] })
      expect(rowOf(a, 'visits', visit)?.deleted).toBe(false)
    })
  })

  describe('what an edit writes', () => {
    it('nothing where nothing changed, or was only looked at while another value came [rule 2]', () => {
      const [a, b] = two()
      const { heads } = set(a, 'planned')
      exchange(a, b)
      expect(set(a, 'planned').ref).toBeNull()
      set(b, 'done')
      exchange(a, b)
      expect(set(a, 'planned', heads.status).ref).toBeNull()
      expect(status(a)).toBe('done')
      expect(set(a, 'done', heads.status).ref).toBeNull()
      expect(set(a, 'cancelled', heads.status).ref).not.toBeNull()
      expect(conflicts(a)).toEqual(['visits status value'])
    })

    it('a value taken back within a session, with a base from before it', () => {
      const [a] = two()
      const { heads } = set(a, 'planned')
      set(a, 'done', heads.status)
      set(a, 'planned', heads.status)
      expect(status(a)).toBe('planned')
      expect(leaves(a, 'status')).toHaveLength(1)
    })

    it('the shown value again where that settles a conflict the editor saw whole', () => {
      const [a, b] = two()
      set(a, 'planned')
      set(b, 'done')
      exchange(a, b)
      const both = leaves(a, 'status')
      expect(set(a, String(status(a)), both).ref).not.toBeNull()
      expect(conflicts(a)).toEqual([])
    })

    it('parents it was opened on that have been superseded since', () => {
      const [a, b] = two()
      const { heads } = set(a, 'planned')
      exchange(a, b)
      set(b, 'ongoing')
      set(b, 'done')
      exchange(a, b)
      set(a, 'cancelled', heads.status)
      exchange(a, b)
      anyOrder(all(a), (replica) => expect(replica.conflicts()).toMatchObject([{ leaves: 2, incomplete: false }]))
    })

    it('only the difference of a set: what was added elsewhere stays [rule 1]', () => {
      const [a, b] = two()
      const methods = (replica: Replica) => shown(replica, 'visits', visit, 'methods')
      const put = (replica: Replica, value: string[], base?: string[]) =>
        replica.write('visits', visit, { methods: { value, base } })
      put(a, ['onsite', 'symposium'])
      exchange(a, b)
      put(b, ['onsite', 'symposium', 'briefing'])
      exchange(a, b)
      put(a, ['onsite'], ['onsite', 'symposium'])
      expect(methods(a)).toEqual(['briefing', 'onsite'])
      put(b, ['symposium', 'onsite', 'briefing', '问卷'])
      exchange(a, b)
      expect(methods(a)).toEqual(['briefing', 'onsite', '问卷'])
      anyOrder(all(a), (replica) => {
        expect(methods(replica)).toEqual(['briefing', 'onsite', '问卷'])
        expect(conflicts(replica)).toEqual([])
      })
      // taken out elsewhere, untouched here: stays out
      expect(put(b, ['symposium', 'onsite'], ['symposium', 'onsite']).ref).toBeNull()
    })

    it('an element taken out here and put in again elsewhere is a conflict', () => {
      const [a, b] = two()
      const put = (replica: Replica, value: string[]) => replica.write('visits', visit, { methods: { value } })
      put(a, ['onsite'])
      exchange(a, b)
      put(a, [])
      put(b, [])
      put(b, ['onsite'])
      exchange(a, b)
      expect(conflicts(a)).toEqual(['visits methods/onsite value'])
      a.choose('visits', visit, 'methods/onsite', true, leaves(a, 'methods/onsite'))
      expect(conflicts(a)).toEqual([])
      expect(shown(a, 'visits', visit, 'methods')).toEqual(['onsite'])
    })
  })

  describe('clocks [rule 5] [I10]', () => {
    it('a child supersedes its parent whatever the clocks say', () => {
      const ahead = create(deviceName(0), { now: Date.UTC(2099, 0, 1) })
      const behind = create(deviceName(1), { now: 0 })
      set(ahead, 'planned')
      exchange(ahead, behind)
      set(behind, 'done')
      exchange(ahead, behind)
      anyOrder(all(ahead), (replica) => {
        expect(status(replica)).toBe('done')
        expect(conflicts(replica)).toEqual([])
      })
    })

    it('a clock in 2099 wins concurrent edits only, and visibly; it is not adopted', () => {
      const ahead = create(deviceName(0), { now: Date.UTC(2099, 0, 1) })
      const right = create(deviceName(1), { now })
      set(ahead, 'planned')
      set(right, 'done')
      const [bundle] = bundlesOf(lacking(ahead, right))
      expect(bundle && right.receive(bundle).flagged).toBe(1)
      expect(status(right)).toBe('planned')
      expect(conflicts(right)).toEqual(['visits status value'])
      const { ref } = right.write('visits', id(2), { status: { value: 'done' } })
      expect(right.read(ref ?? '')?.hlc).toBeLessThan((now + day) * 2048)
    })

    it('a clock beyond 2109 still writes what others can read', () => {
      const far = create(deviceName(0), { now: Date.UTC(9999, 0, 1) })
      for (const value of ['planned', 'ongoing', 'done', 'cancelled']) set(far, value)
      anyOrder(far.entries(), (replica) => expect(status(replica)).toBe('cancelled'), 4)
    })
  })

  describe('records in two streams', () => {
    it('belong to the lower one and are deleted by who knew both, in any order [rule 1] [rule 4]', () => {
      const [a, b] = two()
      writeRaw(a, id(9), 'regions', id(8), { name: ['甲', []] })
      writeRaw(a, 'base', 'regions', id(7), { name: ['别处', []] })
      writeRaw(b, 'base', 'regions', id(8), { short: ['乙', []] })
      exchange(a, b)
      const c = create(deviceName(2), { now })
      exchange(a, c)
      a.mark('regions', [id(8)], 'remove')
      anyOrder(all(a), (replica) => {
        expect(rowOf(replica, 'regions', id(8))).toMatchObject({ stream: id(9), deleted: true })
      })
      writeRaw(c, 'base', 'regions', id(8), { level: [2, []] })
      anyOrder(all(a, c), (replica) => expect(rowOf(replica, 'regions', id(8))?.deleted).toBe(false))
    })

    it('a write its author put in two streams counts once, and is not revived', () => {
      const [a] = two()
      const first = writeRaw(a, 'base', 'visits', visit, { status: ['planned', []] }, 5)
      writeRaw(a, id(9), 'visits', visit, { status: ['planned', []] }, 5)
      writeRaw(a, 'base', 'visits', visit, { status: ['done', [first]] }, 6)
      const entries = a.entries()
      expect(entries).toHaveLength(3)
      anyOrder(entries, (replica) => {
        expect(status(replica)).toBe('done')
        expect(leaves(replica, 'status')).toHaveLength(1)
        replica.rebuild()
        expect(status(replica)).toBe('done')
      })
    })
  })

  it('writes that name each other as parents end the merge all the same', () => {
    const [a] = two()
    const ghost = `${deviceName(1)}:1:${'x'.repeat(16)}`
    writeRaw(a, 'base', 'visits', visit, { status: ['done', [ghost]], summary: ['一', [ghost, ghost]] })
    const [leaf] = leaves(a, 'status') as [Ref]
    writeRaw(a, 'base', 'visits', visit, { status: ['planned', [leaf, ghost, leaf]], summary: ['二', []] })
    expect(status(a)).toBe('planned')
    expect(a.load('visits', visit)?.state.awaited.get('status')).toEqual([ghost])
    expect(a.conflicts()).toMatchObject([{ field: 'summary', incomplete: true }])
    anyOrder(a.entries(), (replica) => expect(status(replica)).toBe('planned'), 4)
  })

  it('a field of a newer version survives new → old → new, byte by byte [rule 12] [I12]', () => {
    const [newer, old] = two()
    const third = create(deviceName(2), { now })
    set(newer, 'planned')
    const ref = writeRaw(newer, 'base', 'visits', visit, { weather: [{ degrees: 31, sky: '晴' }, []] })
    writeRaw(newer, 'base', 'surveys', id(2), { 'answers/x': [true, []], [deletedField]: [null, []] })
    exchange(newer, old)
    set(old, 'done')
    old.rebuild()
    exchange(old, third)
    const lines = (replica: Replica) => replica.entries().map((entry) => entry.line)
    expect(lines(third)).toEqual(expect.arrayContaining(lines(newer)))
    expect(third.read(ref)?.fields.weather).toEqual([{ degrees: 31, sky: '晴' }, []])
    expect(leaves(third, 'weather')).toEqual([ref])
    expect(third.digest()).toBe(old.digest())
    expect(
      modelOf(third.entries())
        .get(`surveys${id(2)}`)
        ?.fields.has('answers/x'),
    ).toBe(true)
  })
})
