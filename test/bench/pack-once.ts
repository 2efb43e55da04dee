/** One export in a process of its own, so that its peak memory is its own: prints `{ ms, peak }`, peak in MiB. */

import { existsSync, readFileSync } from 'node:fs'
import { exportPackage } from '../../electron/data/sync/export.ts'
import { listPeers } from '../../electron/data/sync/peers.ts'
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
const peak = peakMemory()
process.stdout.write(JSON.stringify({ ms, peak }))

/** MiB. On Linux the process's own: its resource usage begins with what its parent used. */
function peakMemory(): number {
  const status = '/proc/self/status'
  const own = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024
}
