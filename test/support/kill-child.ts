/**
 * Does one piece of work in a process of its own, to be killed at any moment of it, and right after it. Arguments: work, data folder,
 * file or folder, microseconds to live (0: to the end). Prints `begin`, then `end <microseconds>`. A receipt comes with the import of
 * what it acknowledges.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../../electron/data/db/migrate.ts'
import { openWritable } from '../../electron/data/db/open.ts'
import { openDevice } from './device.ts'
import { createKiller, packageName } from './killer.ts'

const [work = '', dataDir = '', path = '', life = '0'] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)

const open = () => openDevice('总会办公室', 'headquarters', { dataDir })
async function prepare(): Promise<() => Promise<unknown>> {
  if (work === 'migration') {
    const db = openWritable(`${dataDir}/shanyan.db`)
    return async () => migrate(db)
  }
  const device = await open()
  const peers = await device.call('peers.list', {})
  const peer = peers[0]?.id as string
  if (work === 'export') return () => device.call('packages.export', { peer, scope: 'all', folder: path })
  const previews = await device.call('packages.inspect', {
    paths: [work === 'import' ? path : join(path, packageName)],
  })
  const staged = previews.flatMap((preview) => (preview.staged ? [preview.staged] : []))
  const take = () => device.call('packages.import', { staged })
  if (work === 'import') return take
  return async () => {
    await take()
    await device.call('packages.export', { peer, scope: 'receipt', folder: path })
  }
}

const run = await prepare()
// a thread beside it makes the work slower: it is measured with one, too
const kill = await createKiller(Number(life) || 60_000_000)
say('begin')
const began = performance.now()
kill()
await run()
say(`end ${Math.round((performance.now() - began) * 1000)}`)
// nothing is closed, nothing said goodbye to
process.kill(process.pid, 'SIGKILL')
