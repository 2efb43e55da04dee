import { fstatSync, readSync } from 'node:fs'

/**
 * WebM as a recorder writes it: live, of unknown length, without an index. A player can seek in it only once it knows how long it is
 * and where what lies; both are added here. Element ids and layouts: RFC 8794 (EBML), RFC 9559 (Matroska).
 */
const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  clusterTimestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const
const inSegment = new Set<number>([ids.info, ids.tracks, ids.cluster, ids.cues, 0x114d9b74, 0x1254c367])

type Element = { id: number; from: number; body: number; to: number; open: boolean }
type Cluster = { time: number; from: number; to: number }
/** `clusters`: what each holds, without its head, in bytes of the file; `time` in the file's ticks. */
type Recording = { ebml: Buffer; info: Buffer[]; tracks: Buffer; clusters: Cluster[]; ticks: number; scale: number }

const millisecond = 1_000_000
const windowSize = 256 * 1024
/** Heads of a sound recording are a few hundred bytes. */
const mostHead = 1024 * 1024
/** Milliseconds; more is a damaged file's own idea. */
const longest = 2 ** 31 - 1

function windowOn(fd: number) {
  const size = fstatSync(fd).size
  const buffer = Buffer.alloc(windowSize)
  let start = 0
  let held = 0
  return {
    size,
    /** At most `length` bytes at a place; fewer at the end of the file. */
    at(place: number, length: number): Buffer {
      if (length > windowSize) {
        const own = Buffer.alloc(Math.max(0, Math.min(length, size - place)))
        return own.subarray(0, readSync(fd, own, 0, own.length, place))
      }
      if (place < start || place + length > start + held) {
        start = place
        held = readSync(fd, buffer, 0, windowSize, place)
      }
      return buffer.subarray(place - start, Math.min(held, place - start + length))
    },
  }
}
type Window = ReturnType<typeof windowOn>

/** The head of the element at a place, or `null` where no whole one stands there. An open element reaches to `end`. */
function elementAt(window: Window, from: number, end: number): Element | null {
  const head = window.at(from, 12)
  const idLength = Math.clz32(head[0] ?? 0) - 23
  const first = head[idLength]
  if (idLength > 4 || first === undefined || first === 0) return null
  const sizeLength = Math.clz32(first) - 23
  if (head.length < idLength + sizeLength) return null
  const id = head.readUIntBE(0, idLength)
  let size = first & (0xff >> sizeLength)
  let open = size === 0xff >> sizeLength
  for (let at = 1; at < sizeLength; at++) {
    const byte = head[idLength + at] ?? 0
    open &&= byte === 0xff
    size = size * 256 + byte
  }
  const body = from + idLength + sizeLength
  return { id, from, body, to: open ? end : body + size, open }
}

function* elementsIn(window: Window, from: number, end: number): Generator<Element> {
  for (let at = from; at < end; ) {
    const element = elementAt(window, at, end)
    // cut off in the middle of a write
    if (!element || element.to > end) return
    yield element
    at = element.to
  }
}

const copy = (window: Window, { from, to }: { from: number; to: number }): Buffer => {
  if (to - from > mostHead) throw new RangeError('a head of a recording is too long')
  return Buffer.from(window.at(from, to - from))
}
const numberOf = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)

/** Ticks of a block since its cluster's: they follow the track's number. */
function timeOf(window: Window, body: number): number {
  const head = window.at(body, 11)
  const skip = Math.clz32(head[0] ?? 0) - 23
  return skip > 8 || head.length < skip + 2 ? 0 : head.readInt16BE(skip)
}

/** One cluster: up to the next element of the segment, or to the last whole block. */
function readCluster(window: Window, { body, to, open }: Element, hear: (ticks: number) => void): Cluster {
  const cluster: Cluster = { time: 0, from: body, to: body }
  for (const element of elementsIn(window, body, to)) {
    if (open && inSegment.has(element.id)) break
    if (element.id === ids.clusterTimestamp) cluster.time = numberOf(window.at(element.body, element.to - element.body))
    else if (element.id === ids.simpleBlock) hear(cluster.time + timeOf(window, element.body))
    else if (element.id === ids.blockGroup) {
      for (const inner of elementsIn(window, element.body, element.to))
        if (inner.id === ids.block) hear(cluster.time + timeOf(window, inner.body))
    }
    cluster.to = element.to
  }
  return cluster
}

/** Reads a recording as far as it is whole; `null` where there is no sound in it. */
function readRecording(fd: number): Recording | null {
  const window = windowOn(fd)
  const ebml = elementAt(window, 0, window.size)
  if (ebml?.id !== ids.ebml || ebml.open) return null
  const segment = elementAt(window, ebml.to, window.size)
  if (segment?.id !== ids.segment) return null
  const recording: Recording = {
    ebml: copy(window, ebml),
    info: [],
    tracks: Buffer.alloc(0),
    clusters: [],
    ticks: 0,
    scale: millisecond,
  }
  let last = 0
  const hear = (ticks: number) => {
    // the last block lasts as long as the one before it
    if (ticks > last) recording.ticks = 2 * ticks - last
    last = Math.max(last, ticks)
  }
  const end = Math.min(segment.to, window.size)
  for (let at = segment.body; at < end; ) {
    const element = elementAt(window, at, end)
    if (!element) break
    at = element.to
    if (element.id === ids.cluster) {
      const cluster = readCluster(window, { ...element, to: Math.min(element.to, end) }, hear)
      if (cluster.to > cluster.from) recording.clusters.push(cluster)
      if (element.open) at = cluster.to
      continue
    }
    if (element.to > end) break
    if (element.id === ids.tracks) recording.tracks = copy(window, element)
    if (element.id !== ids.info) continue
    for (const inner of elementsIn(window, element.body, element.to)) {
      if (inner.id === ids.timestampScale) recording.scale = numberOf(copy(window, { from: inner.body, to: inner.to }))
      if (inner.id !== ids.duration) recording.info.push(copy(window, inner))
    }
  }
  return recording.tracks.length > 0 && recording.clusters.length > 0 ? recording : null
}

/** An element with a size of eight bytes, so that its length is known before its content is. */
function element(id: number, ...parts: Buffer[]): Buffer {
  return Buffer.concat([
    headOf(
      id,
      parts.reduce((sum, { length }) => sum + length, 0),
    ),
    ...parts,
  ])
}
function headOf(id: number, size: number): Buffer {
  const name = Buffer.from(id.toString(16), 'hex')
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(size) | (1n << 56n))
  return Buffer.concat([name, length])
}
function wide(number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(number))
  return bytes
}
function double(number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(number)
  return bytes
}

/** Where in the segment each cluster begins; every entry is equally long. */
const cuesOf = (clusters: readonly Cluster[], places: readonly number[]): Buffer =>
  element(
    ids.cues,
    ...clusters.map(({ time }, index) =>
      element(
        0xbb,
        element(0xb3, wide(time)),
        element(0xb7, element(0xf7, Buffer.from([1])), element(0xf1, wide(places[index] ?? 0))),
      ),
    ),
  )

/**
 * A recording as a file that can be sought in: its length and an index before the sound. `pieces` reads the file that `fd` stands for.
 * @returns `null` where there is no sound in it; `milliseconds`: how long it is
 */
export function seekable(fd: number): { milliseconds: number; pieces: Iterable<Uint8Array> } | null {
  const recording = readRecording(fd)
  if (!recording) return null
  const { ebml, info, tracks, clusters, ticks, scale } = recording
  const before = Buffer.concat([element(ids.info, ...info, element(ids.duration, double(ticks))), tracks])
  const headLength = headOf(ids.cluster, 0).length
  let at = before.length + cuesOf(clusters, []).length
  const places = clusters.map(({ from, to }) => {
    const place = at
    at += headLength + to - from
    return place
  })
  function* pieces(): Generator<Uint8Array> {
    yield Buffer.concat([ebml, headOf(ids.segment, at), before, cuesOf(clusters, places)])
    const buffer = Buffer.allocUnsafe(windowSize)
    for (const { from, to } of clusters) {
      yield headOf(ids.cluster, to - from)
      for (let place = from; place < to; ) {
        const read = readSync(fd, buffer, 0, Math.min(windowSize, to - place), place)
        if (read === 0) throw new RangeError('a recording grew shorter while it was read')
        yield buffer.subarray(0, read)
        place += read
      }
    }
  }
  return { milliseconds: Math.min(Math.round((ticks * scale) / millisecond), longest), pieces: pieces() }
}
