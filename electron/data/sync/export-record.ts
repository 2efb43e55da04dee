/** What the database learns of a package once it lies complete under its final name. */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { openWritable, transaction, type WritableDb } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { saveBundle } from './bundles.ts'
import { createInterned } from './interned.ts'
import type { Packed } from './pack.ts'
import { saveContents } from './package-contents.ts'
import { findPeer, type PeerRow, savePeer } from './peers.ts'
import { streamsFor } from './plan.ts'
import { isReceipt } from './receipts.ts'

export type Outcome = {
  peer: PeerRow
  path: string
  bytes: number
  /** `null`: more files follow, and only the last one makes records handed in. */
  heads: Map<number, number> | null
  damaged: Set<string>
  laptop: boolean
}

/** Notes the package: its bundles' bounds, what was sent to whom, and which records are handed in. */
export function recordExport(context: TaskContext, packed: Packed, outcome: Outcome): void {
  const db = openWritable(dataFiles(context.dataDir).database)
  try {
    transaction(db, () => {
      const { peer, path, bytes, heads, damaged, laptop } = outcome
      const { manifest, sha256, changes, attachments } = packed
      const now = Date.now()
      savePeer(db, findPeer(db, peer.id) ?? peer, now)
      for (const bundle of packed.bundles) saveBundle(db, bundle)
      const sent = db.prepare('INSERT OR IGNORE INTO sent (peer, sha256) VALUES (?, ?)')
      for (const attachment of attachments) sent.run(peer.id, attachment)
      const id = v7()
      db.prepare(
        `INSERT INTO packages (id, package, sha256, direction, peer, number, at, file, changes, attachments, bytes, state)
         VALUES (?, ?, ?, 'out', ?, ?, ?, ?, ?, ?, ?, 'exported')`,
      ).run(
        id,
        manifest.id,
        sha256,
        peer.id,
        isReceipt(manifest) ? null : manifest.number,
        now,
        path,
        changes,
        attachments.length,
        bytes,
      )
      saveContents(db, id, packed.bundles, attachments)
      // From one laptop to another is not handing in.
      if (heads && (!laptop || peer.role === 'headquarters'))
        markExported(db, context.device, heads, streamsFor(db, peer.id))
      for (const lost of damaged) setAside(db, context.dataDir, lost)
    })
  } finally {
    db.close()
  }
}

/** 未上报 → 已导出 in the streams that went, but for records that were edited while the package was being written. */
function markExported(db: WritableDb, device: string, heads: Map<number, number>, chosen: number[] | null): void {
  const n = createInterned(db).knownDevice(device) ?? 0
  const since = db.prepare(
    "SELECT DISTINCT json_extract(line, '$.id') FROM changes WHERE device = ? AND stream = ? AND seq > ?",
  )
  const streams = db.prepare('SELECT DISTINCT stream FROM held WHERE device = ?').pluck().all(n) as number[]
  const edited = streams.flatMap((stream) => since.pluck().all(n, stream, heads.get(stream) ?? 0) as string[])
  const inStreams = chosen ? 'AND stream IN (SELECT value FROM json_each(?))' : ''
  db.prepare(
    `UPDATE handover SET state = 1 WHERE state = 0 AND id NOT IN (SELECT value FROM json_each(?)) ${inStreams}`,
  ).run(JSON.stringify(edited), ...(chosen ? [JSON.stringify(chosen)] : []))
}

/** A photo whose bytes are no longer what they were is pending again, so that a peer that has it sends it. */
function setAside(db: WritableDb, dataDir: string, sha256: string): void {
  db.prepare('DELETE FROM blobs WHERE sha256 = ?').run(sha256)
  const path = attachmentPath(dataDir, sha256)
  if (existsSync(path)) renameSync(path, join(dataFiles(dataDir).quarantine, `att-${sha256}`))
}
