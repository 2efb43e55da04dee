import { createHash } from 'node:crypto'
import { limits } from '../../../shared/sync/change.ts'
import { bundleHeader, packageLimits } from '../../../shared/sync/manifest.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import type { PublicKey } from '../keys/signing.ts'
import { heldRanges, type Range, withoutCovered } from './held.ts'
import type { Interned } from './interned.ts'

/**
 * A stretch of the log that travels as one file. `sha256` is set where it was cut before, here or by its author; without it the
 * stretch is cut when it is first exported. `picks`: see `forks`.
 */
export type Piece = Range & { sha256: string | null; picks: Picks; signed: Signed | null }
/** Hash of the content at a sequence number, where it is not the one that came first. */
export type Picks = Record<number, string>
export type CutBundle = Range & Signed & { sha256: string; picks: Picks; content: Buffer }
/** Whose signature ends the file. */
export type Signed = { signer: PublicKey; signature: string }
/** Signs a bundle that nobody has signed yet. */
export type Signer = { key: PublicKey; sign(bytes: Uint8Array): string }

type BundleRow = Range & Signed & { sha256: string; picks: string | null }

/** Every bundle cut so far, then the stretches that no bundle covers yet; together the whole log, each content once. */
export function allPieces(db: ReadableDb): Piece[] {
  const rows = db
    .prepare(
      'SELECT sha256, device, stream, first, last, picks, signer, signature FROM bundles ORDER BY device, stream, first, last, sha256',
    )
    .all() as BundleRow[]
  const pieces = rows.map(({ picks, signer, signature, ...row }) => ({
    ...row,
    picks: picks ? (JSON.parse(picks) as Picks) : {},
    signed: { signer, signature },
  }))
  return [...pieces, ...uncut(db, pieces)]
}

/** Held and in no bundle. A bundle covers the first content of its sequence numbers, but for those where it picks another. */
function uncut(db: ReadableDb, pieces: Piece[]): Piece[] {
  const covered = new Map<string, [number, number][]>()
  for (const { device, stream, first, last, picks } of pieces) {
    const key = `${device} ${stream}`
    const list = covered.get(key) ?? []
    covered.set(key, list)
    let from = first
    for (const seq of Object.keys(picks)
      .map(Number)
      .sort((a, b) => a - b)) {
      if (from < seq) list.push([from, seq - 1])
      from = seq + 1
    }
    if (from <= last) list.push([from, last])
  }
  const rest = withoutCovered(heldRanges(db), covered)
  return rest.map((range) => ({ ...range, sha256: null, picks: {}, signed: null }))
}

/** Contents of forked sequence numbers beyond the one that came first, within a stretch. */
export function forksWithin(db: ReadableDb, { device, stream, first, last }: Range): { seq: number; hash: string }[] {
  return db
    .prepare('SELECT seq, hash FROM forks WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ? ORDER BY seq')
    .all(device, stream, first, last) as { seq: number; hash: string }[]
}

/** The lines of a piece in order, one content a sequence number, exactly as their author wrote them. */
function* linesOf(db: ReadableDb, piece: Piece): Generator<string> {
  const later = new Set(forksWithin(db, piece).map(({ seq, hash }) => `${seq} ${hash}`))
  const rows = db
    .prepare('SELECT seq, hash, line FROM changes WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ? ORDER BY seq')
    .iterate(piece.device, piece.stream, piece.first, piece.last) as Iterable<{
    seq: number
    hash: string
    line: string
  }>
  for (const { seq, hash, line } of rows) {
    const pick = piece.picks[seq]
    if (pick === undefined ? !later.has(`${seq} ${hash}`) : pick === hash) yield line
  }
}

/**
 * The files of a piece. One that was cut before comes back byte for byte; should the log no longer give its hash, it is signed anew,
 * by us. Others are cut at `limits.bundle` changes or the byte bound.
 */
export function* bundlesOf(
  db: ReadableDb,
  ids: Interned,
  piece: Piece,
  signerOf: (device: string) => Signer,
): Generator<CutBundle> {
  const { device, stream, picks } = piece
  let lines: string[] = []
  let bytes = 0
  let first = piece.first
  const close = (): CutBundle => {
    const last = first + lines.length - 1
    const author = ids.device(device)
    const header = { device: author, stream: ids.stream(stream), first, last }
    const before = piece.signed && bundleContent(header, lines, piece.signed)
    const isSame = before && sha256Of(before) === piece.sha256
    const signed = isSame && piece.signed ? piece.signed : signBundle(header, lines, signerOf(author))
    const content = isSame ? before : bundleContent(header, lines, signed)
    const cut = { device, stream, first, last, picks, ...signed, content, sha256: sha256Of(content) }
    first = last + 1
    lines = []
    bytes = 0
    return cut
  }
  const bounded = piece.sha256 === null
  for (const line of linesOf(db, piece)) {
    const length = bounded ? Buffer.byteLength(line) + 1 : 0
    if (lines.length > 0 && bounded && (bytes + length > packageLimits.bundleTarget || lines.length >= limits.bundle))
      yield close()
    lines.push(line)
    bytes += length
  }
  if (lines.length > 0) yield close()
}

type Bounds = { device: string; stream: string; first: number; last: number }

const unsigned = ({ device, stream, first, last }: Bounds, lines: readonly string[], signer: PublicKey) =>
  `${bundleHeader(device, stream, first, last, signer)}\n${lines.join('\n')}\n`

/** A bundle's file: header, lines, and the signature over all bytes before it, each ended by a line feed. */
export const bundleContent = (bounds: Bounds, lines: readonly string[], { signer, signature }: Signed): Buffer =>
  Buffer.from(`${unsigned(bounds, lines, signer)}${signature}\n`)

export const signBundle = (bounds: Bounds, lines: readonly string[], { key, sign }: Signer): Signed => ({
  signer: key,
  signature: sign(Buffer.from(unsigned(bounds, lines, key))),
})

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Notes a bundle's bounds, so that it is handed on unchanged; belongs to the caller's transaction. */
export function saveBundle(db: WritableDb, bundle: Range & Signed & { sha256: string; picks: Picks }): void {
  const { sha256, device, stream, first, last, picks, signer, signature } = bundle
  const pickText = Object.keys(picks).length > 0 ? JSON.stringify(picks) : null
  db.prepare(
    `INSERT OR IGNORE INTO bundles (sha256, device, stream, first, last, picks, signer, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(...[sha256, device, stream, first, last], pickText, signer, signature)
}
