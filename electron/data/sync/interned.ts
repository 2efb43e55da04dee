import type { ReadableDb, WritableDb } from '../db/open.ts'

/** Numbers for device and stream names: the log and rows name them by number. One instance a connection. */
export type Interned = {
  device(n: number): string
  stream(n: number): string
  streams(): number[]
  knownDevice(id: string): number | undefined
  knownStream(id: string): number | undefined
  /** Interns a name that is new; belongs to the caller's transaction. */
  deviceNumber(id: string): number
  streamNumber(id: string): number
  /** Forgets what was cached, after a rollback or another connection's write. */
  reset(): void
}

export function createInterned(db: ReadableDb | WritableDb): Interned {
  const insertable = db as WritableDb
  const table = (name: 'devices' | 'streams') => {
    const byId = new Map<string, number>()
    const byNumber = new Map<number, string>()
    const keep = (row: { n: number; id: string } | undefined) => {
      if (!row) return undefined
      byId.set(row.id, row.n)
      byNumber.set(row.n, row.id)
      return row
    }
    const find = db.prepare(`SELECT n, id FROM ${name} WHERE id = ?`)
    const findNumber = db.prepare(`SELECT n, id FROM ${name} WHERE n = ?`)
    return {
      known: (id: string) => byId.get(id) ?? keep(find.get(id) as { n: number; id: string } | undefined)?.n,
      name: (n: number) =>
        byNumber.get(n) ?? keep(findNumber.get(n) as { n: number; id: string } | undefined)?.id ?? '',
      number(id: string): number {
        const known = this.known(id)
        if (known !== undefined) return known
        const n = Number(insertable.prepare(`INSERT INTO ${name} (id) VALUES (?)`).run(id).lastInsertRowid)
        keep({ n, id })
        return n
      },
      clear: () => {
        byId.clear()
        byNumber.clear()
      },
    }
  }
  const devices = table('devices')
  const streams = table('streams')
  const allStreams = db.prepare('SELECT n FROM streams').pluck()
  return {
    device: (n) => devices.name(n),
    stream: (n) => streams.name(n),
    streams: () => allStreams.all() as number[],
    knownDevice: (id) => devices.known(id),
    knownStream: (id) => streams.known(id),
    deviceNumber: (id) => devices.number(id),
    streamNumber: (id) => streams.number(id),
    reset: () => {
      devices.clear()
      streams.clear()
    },
  }
}
