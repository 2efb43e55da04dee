import { join } from 'node:path'
import { dataFiles } from '../../../electron/data/db/folder.ts'
import type { OpenKeys } from '../../../electron/data/keys/keyring.ts'
import { importPackages } from '../../../electron/data/sync/import.ts'
import { inspectPackages } from '../../../electron/data/sync/inspect.ts'
import type { TaskContext } from '../../../electron/data/tasks.ts'
import { type Case, compareRates, compareTimes, median, type Result, timed } from '../measure.ts'
import type { Options } from '../options.ts'
import { messagesOf, receiveCells } from '../peers/per-cell.ts'
import { insertPlainly } from '../peers/plain.ts'
import { fillPouch, replicateTo } from '../peers/pouchdb.ts'
import { openProfile, taskContext } from '../profile.ts'
import { importedRows, importPackage } from '../province.ts'
import { copyFolder, workFolder } from '../workplace.ts'

const peersRounds = 3

/** 100,000 changes of three fields, against three ways to store the same and against a second import of the same. */
export const importCase = ({ imported, rounds = 10 }: Options): Case => ({
  name: 'import',
  results: ['import', 'import-per-cell', 'import-pouchdb', 'reimport'],
  async run(wanted) {
    const file = await importPackage(0, imported)
    const { rows } = importedRows(0, imported)
    const template = join(workFolder('import-template'), 'data')
    const { device, keys, close } = await openProfile(template, { role: 'headquarters' })
    close()
    const fresh = (name: string) => copyFolder(template, join(workFolder(name), 'data'))

    const cells = wanted.has('import-per-cell') ? messagesOf(rows) : []
    const pouch = wanted.has('import-pouchdb') ? await fillPouch(workFolder('pouch-source'), rows) : undefined
    const times = { inspect: [] as number[], ours: [] as number[], again: [] as number[] }
    const peers = { plain: [] as number[], cells: [] as number[], pouch: [] as number[] }

    for (let round = 0; round < rounds; round++) {
      const dataDir = fresh('import-ours')
      const context = taskContext({ dataDir, device })
      let staged: string[] = []
      const inspect = async () => {
        staged = await stage(context, keys, file)
      }
      times.inspect.push(await timed(inspect))
      times.ours.push(await timed(() => importPackages(context, { staged })))
      if (wanted.has('reimport')) {
        times.again.push(
          await timed(inspect).then(async (ms) => ms + (await timed(() => importPackages(context, { staged })))),
        )
      }
      if (wanted.has('import')) {
        const { database } = dataFiles(fresh('import-plain'))
        peers.plain.push(await timed(() => insertPlainly(database, rows)))
      }
      if (cells.length > 0 && round < peersRounds) {
        const { database } = dataFiles(fresh('import-cells'))
        peers.cells.push(await timed(() => receiveCells(database, cells)))
      }
      if (pouch && round < peersRounds) {
        const folder = workFolder('pouch-target')
        peers.pouch.push(await timed(() => replicateTo(pouch, folder, rows.length)))
      }
    }
    await pouch?.close()

    const inspected = `the import alone; inspecting it first took another ${(median(times.inspect) / 1000).toFixed(2)} s`
    const rate = (name: string, reference: string, references: number[], gate: number, goal: number, note: string) =>
      compareRates({
        ...{ name, reference, references, gate, goal, note, rounds: references.length },
        ...{ unit: 'changes/s', by: 'min', amount: imported, values: times.ours },
      })
    const whole = times.ours.map((ms, round) => ms + (times.inspect[round] ?? 0))
    const second = (name: string, values: number[], references: number[], reference: string, note: string) =>
      compareTimes({ name, unit: 'ms', reference, by: 'min', gate: 0.25, goal: 0.1, values, references, note })
    const few = `${Math.min(rounds, peersRounds)} rounds of this peer`
    const results: Result[] = []
    if (peers.plain.length) results.push(rate('import', 'plain insert', peers.plain, 0.2, 0.3, inspected))
    if (peers.cells.length) results.push(rate('import-per-cell', 'last-writer log of cells', peers.cells, 2.5, 4, few))
    if (peers.pouch.length) results.push(rate('import-pouchdb', 'PouchDB, LevelDB', peers.pouch, 5, 8, few))
    if (times.again.length)
      results.push(
        second('reimport', times.again, whole, 'first inspect + import', 'inspect and import of the same file'),
      )
    return results
  },
})

async function stage(context: TaskContext, keys: OpenKeys, file: string): Promise<string[]> {
  const previews = await inspectPackages(context, { paths: [file], keys })
  return previews.map(({ staged, failure }) => {
    if (staged === null) throw new Error(`inspect: ${JSON.stringify(failure)}`)
    return staged
  })
}
