/** Takes a folder of photos in, or only reads and hashes it, in a process of its own: prints `{ ms }`. */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { takeFiles } from '../../electron/data/attachments/take.ts'
import { dataFiles } from '../../electron/data/db/folder.ts'
import { taskContext } from './profile.ts'

const [what = '', card = '', dataDir = ''] = process.argv.slice(2)
const paths = readdirSync(card)
  .filter((name) => name.endsWith('.JPG'))
  .map((name) => join(card, name))
mkdirSync(dataFiles(dataDir).attachments, { recursive: true })
const began = performance.now()
if (what === 'take') {
  const { taken } = await takeFiles(taskContext({ dataDir, device: 'bench' }), { paths })
  if (taken.length !== paths.length) throw new Error(`${taken.length} of ${paths.length}`)
} else {
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
  for (const path of paths) {
    const fd = openSync(path, 'r')
    const hash = createHash('sha256')
    for (let read = readSync(fd, buffer); read > 0; read = readSync(fd, buffer)) hash.update(buffer.subarray(0, read))
    hash.digest('hex')
    closeSync(fd)
  }
}
process.stdout.write(JSON.stringify({ ms: performance.now() - began }))
