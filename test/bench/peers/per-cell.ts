/**
 * A log of single cells where the last writer wins, with a merkle trie over minutes: how Actual Budget synchronizes (loot-core
 * `receiveMessages`, `applyMessages`; crdt `timestamp`, `merkle`). Written after those: a query a cell to compare, rows fetched to
 * tell new from old, a statement a cell to apply, an immutable trie. Left out: protobuf, undo, and what its budget reads back.
 */
import { openWritable, transaction } from '../../../electron/data/db/open.ts'
import type { Row } from './plain.ts'

/** As they arrive: one text a message. */
export function messagesOf(rows: readonly Row[]): string[] {
  let counter = 0
  let last = 0
  return rows.flatMap(({ id, hlc, campaign, kind, quote }) => {
    const ms = Math.floor(hlc / 2048)
    return Object.entries({ campaign, kind, quote }).map(([column, value]) => {
      counter = ms === last ? counter + 1 : 0
      last = ms
      const time = new Date(ms).toISOString()
      const timestamp = `${time}-${counter.toString(16).toUpperCase().padStart(4, '0')}-a219e7a71cc18912`
      return JSON.stringify({ timestamp, dataset: 'findings', row: id, column, value })
    })
  })
}

type Message = { timestamp: Timestamp; dataset: string; row: string; column: string; value: string; old?: boolean }
type Timestamp = { ms: number; counter: number; node: string }
type Trie = { hash?: number; [digit: string]: Trie | number | undefined }

const columns = ['campaign', 'kind', 'quote']

export async function receiveCells(file: string, texts: readonly string[]): Promise<void> {
  const db = openWritable(file)
  db.exec(`CREATE TABLE messages_crdt (
      id INTEGER PRIMARY KEY, timestamp TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, row TEXT NOT NULL,
      column TEXT NOT NULL, value BLOB NOT NULL
    );
    CREATE INDEX messages_crdt_search ON messages_crdt (dataset, row, column, timestamp);
    CREATE TABLE messages_clock (id INTEGER PRIMARY KEY, clock TEXT)`)
  const newer = db.prepare(
    'SELECT timestamp FROM messages_crdt WHERE dataset = ? AND row = ? AND column = ? AND timestamp >= ?',
  )
  const append = db.prepare('INSERT INTO messages_crdt (timestamp, dataset, row, column, value) VALUES (?, ?, ?, ?, ?)')
  const inserts = new Map(columns.map((name) => [name, db.prepare(`INSERT INTO findings (id, ${name}) VALUES (?, ?)`)]))
  const updates = new Map(columns.map((name) => [name, db.prepare(`UPDATE findings SET ${name} = ? WHERE id = ?`)]))

  let clock: Timestamp = { ms: 0, counter: 0, node: 'a219e7a71cc18912' }
  const received: Message[] = texts.map((text) => {
    const message = JSON.parse(text)
    return { ...message, timestamp: parseTimestamp(message.timestamp) }
  })
  for (const { timestamp } of received) clock = adopt(clock, timestamp)

  const messages: Message[] = []
  for (const message of received) {
    const { timestamp, dataset, row, column } = message
    const text = timestampText(timestamp)
    const found = (await newer.all(dataset, row, column, text)) as { timestamp: string }[]
    if (found.length === 0) messages.push(message)
    else if (found[0]?.timestamp !== text) messages.push({ ...message, old: true })
  }
  messages.sort((a, b) => {
    const left = timestampText(a.timestamp)
    const right = timestampText(b.timestamp)
    return left < right ? -1 : left > right ? 1 : 0
  })

  const before = new Map<string, unknown>()
  const wanted = [...new Set(messages.map(({ row }) => row))]
  for (let at = 0; at < wanted.length; at += 500) {
    const some = wanted.slice(at, at + 500)
    const marks = some.map(() => '?').join(', ')
    for (const row of db.prepare(`SELECT * FROM findings WHERE id IN (${marks})`).all(...some))
      before.set((row as { id: string }).id, row)
  }

  transaction(db, () => {
    let trie: Trie = {}
    const added = new Set<string>()
    for (const { timestamp, dataset, row, column, value, old } of messages) {
      if (!old) {
        if (before.has(row) || added.has(dataset + row)) updates.get(column)!.run(value, row)
        else inserts.get(column)!.run(row, value)
        added.add(dataset + row)
      }
      append.run(timestampText(timestamp), dataset, row, column, `S:${value}`)
      trie = withTimestamp(trie, timestamp)
    }
    const state = JSON.stringify({ timestamp: timestampText(clock), merkle: trie })
    db.prepare('INSERT OR REPLACE INTO messages_clock (id, clock) VALUES (1, ?)').run(state)
  })
  db.close()
}

function parseTimestamp(text: string): Timestamp {
  const parts = text.split('-')
  const ms = Date.parse(parts.slice(0, 3).join('-'))
  return { ms, counter: Number.parseInt(parts[3] ?? '', 16), node: parts[4] ?? '' }
}

function timestampText({ ms, counter, node }: Timestamp): string {
  return [new Date(ms).toISOString(), `0000${counter.toString(16).toUpperCase()}`.slice(-4), node].join('-')
}

/** The hybrid clock takes in a received time. */
function adopt(clock: Timestamp, { ms, counter }: Timestamp): Timestamp {
  const highest = Math.max(clock.ms, ms, Date.now())
  const next =
    highest === clock.ms && highest === ms
      ? Math.max(clock.counter, counter) + 1
      : highest === clock.ms
        ? clock.counter + 1
        : highest === ms
          ? counter + 1
          : 0
  // its own bound would refuse here: so many messages in one millisecond
  return { ...clock, ms: highest, counter: next & 0xffff }
}

function withTimestamp(trie: Trie, timestamp: Timestamp): Trie {
  const hash = murmur(timestampText(timestamp))
  const minutes = Math.floor(timestamp.ms / 60_000).toString(3)
  return withKey({ ...trie, hash: (trie.hash ?? 0) ^ hash }, minutes, hash)
}

function withKey(trie: Trie, key: string, hash: number): Trie {
  const digit = key[0]
  if (digit === undefined) return trie
  const below = (trie[digit] ?? {}) as Trie
  return { ...trie, [digit]: { ...below, ...withKey(below, key.slice(1), hash), hash: (below.hash ?? 0) ^ hash } }
}

/** MurmurHash3, 32 bits. */
function murmur(key: string): number {
  let h = 0
  const whole = key.length & ~3
  for (let i = 0; i < whole; i += 4) {
    let k =
      (key.charCodeAt(i) & 0xff) |
      ((key.charCodeAt(i + 1) & 0xff) << 8) |
      ((key.charCodeAt(i + 2) & 0xff) << 16) |
      ((key.charCodeAt(i + 3) & 0xff) << 24)
    k = Math.imul(k, 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    h ^= Math.imul(k, 0x1b873593)
    h = (h << 13) | (h >>> 19)
    h = (Math.imul(h, 5) + 0xe6546b64) | 0
  }
  let k = 0
  for (let i = key.length - 1; i >= whole; i--) k = (k << 8) | (key.charCodeAt(i) & 0xff)
  k = Math.imul(k, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  h ^= Math.imul(k, 0x1b873593)
  h ^= key.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
