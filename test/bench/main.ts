/** Runs the cases on Node 24; see `run.mjs` for what it understands. */
import { encryptCase } from './cases/encrypt.ts'
import { importCase } from './cases/import.ts'
import { intakeCase } from './cases/intake.ts'
import { ledgerCase } from './cases/ledger.ts'
import { listCase } from './cases/list.ts'
import { packCase } from './cases/pack.ts'
import { reportCase } from './cases/report.ts'
import { responsiveCase } from './cases/responsive.ts'
import { saveCase } from './cases/save.ts'
import { indexCase, searchCase, similarCase } from './cases/search.ts'
import { startCase } from './cases/start.ts'
import { typingCase } from './cases/typing.ts'
import type { Case, Result } from './measure.ts'
import { type Options, parseOptions } from './options.ts'
import { table } from './report.ts'
import { leaveBench } from './workplace.ts'

const options = parseOptions(process.argv.slice(2))
const cases: Case[] = [
  importCase,
  packCase,
  encryptCase,
  intakeCase,
  startCase,
  saveCase,
  listCase,
  reportCase,
  ledgerCase,
  responsiveCase,
  typingCase,
  searchCase,
  indexCase,
  similarCase,
].map((make) => make(options))
const due = cases.flatMap((one) => {
  const wanted = wantedOf(one, options)
  return wanted.length > 0 ? [{ one, wanted }] : []
})
if (due.length === 0) {
  const names = cases.flatMap(({ name, results }) => [name, ...results])
  throw new Error(`--only takes one of ${[...new Set(names)].join(', ')}`)
}

const results: Result[] = []
try {
  for (const { one, wanted } of due) {
    process.stderr.write(`bench: ${wanted.join(', ')} …\n`)
    for (const result of await measure(one, wanted)) {
      results.push(result)
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    }
  }
} finally {
  await leaveBench()
}
if (!options.json) process.stdout.write(`${table(results)}\n`)
process.exit(results.some(({ ok }) => ok === false) ? 1 : 0)

function wantedOf({ name, results }: Case, { only }: Options): string[] {
  if (only === undefined || only === name) return [...results]
  return results.filter((result) => result === only || result.startsWith(`${only}-`))
}

/** A miss is measured once more, and then stands as it is. */
async function measure(one: Case, wanted: readonly string[]): Promise<Result[]> {
  const first = (await one.run(new Set(wanted))).filter(({ name }) => wanted.includes(name))
  const misses = first.filter(({ ok }) => ok === false)
  if (misses.length === 0) return first
  const missed = new Set(misses.map(({ name }) => name))
  const said = misses.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`)
  process.stderr.write(`bench: missed, once more: ${said.join(', ')}\n`)
  const second = await one.run(missed)
  return first.map((result) => {
    const again = missed.has(result.name) ? second.find(({ name }) => name === result.name) : undefined
    return again ? { ...again, rerun: true } : result
  })
}
