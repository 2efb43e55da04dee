/** One export in a process of its own, so that its peak memory is its own: prints `{ ms, peak }`, peak in MiB. */

import { dataFiles } from '../../electron/data/db/folder.ts'
import { openReadable } from '../../electron/data/db/open.ts'
import { getSetting } from '../../electron/data/db/settings.ts'
import { exportPackage } from '../../electron/data/sync/export.ts'
import { listPeers } from '../../electron/data/sync/peers.ts'
import { taskContext } from './profile.ts'

const [dataDir = '', folder = ''] = process.argv.slice(2)
const reader = openReadable(dataFiles(dataDir).database)
const device = getSetting(reader, 'device') ?? ''
const peer = listPeers(reader, true)[0]!
reader.close()
const began = performance.now()
const { bytes, attachments } = await exportPackage(taskContext({ dataDir, device }), {
  peer: peer.id,
  scope: 'all',
  folder,
})
const ms = performance.now() - began
const peak = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ ms, peak, bytes, attachments }))
