/** Imports a package in a process of its own, to be killed at any moment. Arguments: data folder, package. */
import { openDevice } from './device.ts'

const [dataDir = '', file = ''] = process.argv.slice(2)
const office = await openDevice('总会办公室', 'headquarters', { dataDir })
const previews = await office.call('packages.inspect', { paths: [file] })
process.stdout.write('importing\n')
const staged = previews.flatMap((preview) => (preview.staged ? [preview.staged] : []))
await office.call('packages.import', { staged })
process.stdout.write('done\n')
await office.close()
