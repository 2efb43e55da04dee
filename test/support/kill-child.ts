/**
 * Does one piece of work in a process of its own, to be killed at any moment of it. Arguments: work, data folder, file or folder,
 * microseconds to live (0: to the end). Prints `begin`, then `end <microseconds>`.
 */
import { writeSync } from 'node:fs'
import { migrate } from '../../electron/data/db/migrate.ts'
import { openWritable } from '../../electron/data/db/open.ts'
import { openDevice } from './device.ts'
import { createKiller } from './killer.ts'

const [work = '', dataDir = '', path = '', life = '0'] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)

const open = () => openDevice('总会办公室', 'headquarters', { dataDir })
async function prepare(): Promise<() => Promise<unknown>> {
  if (work === 'migration') {
    const db = openWritable(`${dataDir}/shanyan.db`)
    return async () => migrate(db)
  }
  const device = await open()
  const [peer] = await device.call('peers.list', {})
  if (work !== 'import') {
    const scope = work === 'receipt' ? 'receipt' : 'all'
    return () => device.call('packages.export', { peer: peer?.id as string, scope, folder: path })
  }
  const previews = await device.call('packages.inspect', { paths: [path] })
  const staged = previews.flatMap((preview) => (preview.staged ? [preview.staged] : []))
  return () => device.call('packages.import', { staged })
}

const run = await prepare()
const kill = Number(life) > 0 ? await createKiller(Number(life)) : () => {}
say('begin')
const began = performance.now()
kill()
await run()
say(`end ${Math.round((performance.now() - began) * 1000)}`)
process.exit(0)
