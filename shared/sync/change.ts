import { Refusal } from '../result.ts'

/** A JSON value: what a field of a newer version may hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * Names one write for ever: `device:seq:hash`, with the first 16 characters of the line's SHA-256 in base64url, so that the two
 * contents of a forked sequence number stay apart (sync rule 11). The stream is the record's.
 */
export type Ref = string

/** The value written and the leaves it supersedes (sync rules 1 and 3). */
export type FieldWrite = [value: Json, parents: Ref[]]

/** One append-only entry of the log; its author's device and its stream are the bundle's. */
export type Change = { seq: number; hlc: number; entity: string; id: string; fields: Record<string, FieldWrite> }

/** The reserved field of a tombstone: `{ device: { stream: seq } }`, all its author knew, or `null` for a restore (sync rule 4). */
export const deletedField = '$deleted'

export const hashLength = 16
export const limits = {
  /** UTF-16 units of one change line: the longest prose with its JSON escapes. */
  line: 16_000_000,
  fields: 5_000,
  parents: 1_000,
  depth: 8,
  /** Changes in a bundle (sync rule 8). */
  bundle: 20_000,
} as const

const devicePattern = /^[a-z2-7]{8,64}\.[1-9][0-9]{0,5}$/
const refPattern = /^[a-z2-7]{8,64}\.[1-9][0-9]{0,5}:[1-9][0-9]{0,14}:[A-Za-z0-9_-]{16}$/
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Its digits must fit a reference. */
const highestSeq = 999_999_999_999_999
const entityPattern = /^[a-z][A-Za-z0-9]{0,39}$/
/** A plain field, a set element `field/<element>`, or a reserved one. */
const fieldPattern = /^(\$[a-z]{1,20}|[A-Za-z][A-Za-z0-9]{0,39}(\/[^\p{Cc}\p{Cs}]{1,500})?)$/u

export const isDevice = (value: unknown): value is string => typeof value === 'string' && devicePattern.test(value)
export const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value)
export const isStream = (value: unknown): value is string => value === 'base' || isId(value)

export const refOf = (device: string, seq: number, hash: string): Ref => `${device}:${seq}:${hash}`
export function partsOf(ref: Ref): { device: string; seq: number; hash: string } {
  const last = ref.lastIndexOf(':')
  const first = ref.lastIndexOf(':', last - 1)
  return { device: ref.slice(0, first), seq: Number(ref.slice(first + 1, last)), hash: ref.slice(last + 1) }
}

/** The line of a change as its author hashes, keeps and hands it on. */
export const lineOf = (change: Change): string =>
  JSON.stringify({ seq: change.seq, hlc: change.hlc, entity: change.entity, id: change.id, fields: change.fields })

/**
 * Reads one line from outside. Keys beyond the known ones are left to newer versions (sync rule 12): they stay in the kept line.
 * @throws Refusal `package-damaged` when it is not a change
 */
export function parseChange(line: string): Change {
  if (line.length > limits.line) throw bad('line too long')
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    throw bad('not JSON')
  }
  if (!isPlain(data)) throw bad('not an object')
  const { seq, hlc, entity, id, fields } = data
  if (!Number.isSafeInteger(seq) || (seq as number) < 1 || (seq as number) > highestSeq) throw bad('seq')
  if (!Number.isSafeInteger(hlc) || (hlc as number) < 0) throw bad('hlc')
  if (typeof entity !== 'string' || !entityPattern.test(entity)) throw bad('entity')
  if (!isId(id)) throw bad('id')
  if (!isPlain(fields)) throw bad('fields')
  let count = 0
  for (const name in fields) {
    if (++count > limits.fields) throw bad('too many fields')
    if (name === '__proto__' || !fieldPattern.test(name)) throw bad(`field name ${name.slice(0, 40)}`)
    const write = fields[name]
    if (!Array.isArray(write) || write.length !== 2 || !Array.isArray(write[1]) || write[1].length > limits.parents)
      throw bad(name)
    for (const parent of write[1])
      if (typeof parent !== 'string' || !refPattern.test(parent)) throw bad(`parent of ${name}`)
    const value = write[0]
    if (
      typeof value === 'number'
        ? !Number.isFinite(value)
        : typeof value === 'object' && value !== null && tooDeep(value, 0)
    )
      throw bad(name)
  }
  if (count === 0) throw bad('no fields')
  return data as unknown as Change
}

const bad = (why: string) => new Refusal('package-damaged', {}, `change line: ${why}`)
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function tooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth >= limits.depth) return true
  if (Object.hasOwn(value, '__proto__')) return true
  return Object.values(value).some((inner) => tooDeep(inner, depth + 1))
}
