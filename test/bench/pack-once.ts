/** One export in a process of its own, so that its peak memory is its own: prints `{ ms, peak }`, peak in MiB. */

import { exportPackage } from '../../electron/data/sync/export.ts'
import { listPeers } from '../../electron/data/sync/peers.ts'
import { peakMemory } from './memory.ts'
import { openProfile, taskContext } from './profile.ts'

const [dataDir = '', folder = '', sealed = ''] = process.argv.slice(2)
const { db, device, keys, close } = await openProfile(dataDir)
const peer = listPeers(db, true)[0]!
close()
const began = performance.now()
await exportPackage(taskContext({ dataDir, device }), {
  peer: peer.id,
  scope: 'all',
  folder,
  keys,
  lock: sealed ? undefined : 'none',
})
const ms = performance.now() - began
process.stdout.write(JSON.stringify({ ms, peak: peakMemory() }))
