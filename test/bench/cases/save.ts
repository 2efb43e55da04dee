import { join } from 'node:path'
import { dataFiles } from '../../../electron/data/db/folder.ts'
import { openReadable, openWritable, transaction } from '../../../electron/data/db/open.ts'
import { type Case, compareTimes, median, pause } from '../measure.ts'
import type { Options } from '../options.ts'
import { roundTrips, saves } from '../page.ts'
import { provinceProfile } from '../province.ts'
import { openProduct, windowFolder } from '../window.ts'
import { workFolder } from '../workplace.ts'

const eachRound = 10
/** Before each measurement, ms: nobody saves back to back, and all three begin from the same rest. */
const rest = 150

/** One field of a finding edited, until the answer, against an empty round trip and a bare durable transaction. */
export const saveCase = ({ size, rounds = 12 }: Options): Case => ({
  name: 'save',
  results: ['save'],
  async run() {
    const profile = await provinceProfile(size, 'save')
    const reader = openReadable(dataFiles(profile).database)
    const ids = reader
      .prepare('SELECT id FROM findings ORDER BY id LIMIT ?')
      .pluck()
      .all(rounds * eachRound) as string[]
    reader.close()
    const bare = bareTransactions(join(workFolder('bare'), 'bare.db'))
    const window = await openProduct({ profile, windowDir: windowFolder('save'), fineClock: true })
    const values: number[] = []
    const refreshes: number[] = []
    const trips: number[] = []
    const commits: number[] = []
    for (let round = -1; round < rounds; round++) {
      const some = ids.slice(Math.max(0, round) * eachRound).slice(0, eachRound)
      const ours = await window.run(saves, { ids: some, rest, stamp: round })
      const empty = await window.run(roundTrips, { count: eachRound, rest })
      const committed = await bare.run(eachRound)
      if (round < 0) continue
      values.push(...ours.map(({ ms }) => ms))
      refreshes.push(...ours.map(({ refresh }) => refresh))
      trips.push(...empty)
      commits.push(...committed)
    }
    await window.close()
    bare.close()
    const note = `round trip ${median(trips).toFixed(2)} ms + transaction ${median(commits).toFixed(2)} ms (medians); the open list keeps the data process busy for another ${Math.round(median(refreshes))} ms`
    const references = [median(trips) + median(commits)]
    return [
      compareTimes({
        ...{ name: 'save', unit: 'ms', reference: 'round trip + transaction', by: 'median', gate: 1.5, goal: 1.1 },
        ...{ values, references, note, rounds },
      }),
    ]
  },
})

function bareTransactions(file: string) {
  const db = openWritable(file)
  db.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, value TEXT)')
  const insert = db.prepare('INSERT INTO bare (value) VALUES (?)')
  const one = () => transaction(db, () => insert.run('意见已经整理，待复核。'))
  return {
    async run(count: number): Promise<number[]> {
      const times: number[] = []
      for (let n = 0; n < count; n++) {
        await pause(rest)
        const began = performance.now()
        one()
        times.push(performance.now() - began)
      }
      return times
    },
    close: () => db.close(),
  }
}
