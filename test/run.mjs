/**
 * `npm test`: everything, from a fresh clone, on any Node from 20. Ends with `N passed, N failed`.
 *   npm test -- --only unit,e2e     some steps: biome types layers unit component build e2e
 *   npm test -- <words>             only test files whose path holds one of the words
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build, ensureBuilt } from '../electron/launch/build.mjs'
import { ensureSystem, installPackages } from '../electron/launch/debian.mjs'
import { ensureDependencies } from '../electron/launch/dependencies.mjs'
import { openDisplay } from '../electron/launch/display.mjs'
import { findElectron } from '../electron/launch/electron-runtime.mjs'
import { findProgram, LaunchError, onLinux, root, say, secondsSince } from '../electron/launch/exec.mjs'
import { runNode } from './support/run-node.mjs'

const modules = join(root, 'node_modules')
const artifacts = join(root, '.artifacts')
const words = process.argv.slice(2)
const { only, filters } = readArguments(words)

let passed = 0
/** @type {string[]} */
const failures = []
/** @type {string[]} */
const times = []

await main()

async function main() {
  const began = performance.now()
  rmSync(join(artifacts, 'results'), { recursive: true, force: true })
  mkdirSync(join(artifacts, 'results'), { recursive: true })

  const installed = await step('dependencies', false, () => ensureDependencies())
  if (installed) await everything()

  for (const line of times) process.stdout.write(`${line}\n`)
  process.stdout.write(`all of it: ${secondsSince(began)}\n`)
  if (failures.length > 0) process.stdout.write(`\nfailed:\n${failures.map((name) => `  ${name}`).join('\n')}\n`)
  process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
  process.exit(failures.length > 0 ? 1 : 0)
}

async function everything() {
  const wholeRun = filters.length === 0
  if (wholeRun) {
    await tool('biome', ['@biomejs/biome/bin/biome', 'check', '.'])
    await tool('types', ['typescript/bin/tsc', '--build'])
    const layers = ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs']
    await tool('layers', [...layers, 'electron', 'renderer', 'shared'])
  }
  const quick = ['unit', 'component'].filter(wanted)
  if (quick.length > 0) await vitest(quick, {})
  const built = wanted('build') && wholeRun ? await step('build', true, () => build()) : true
  if (!wanted('e2e')) return
  if (!built) return void failures.push('e2e: not run, because the build failed')
  await endToEnd()
}

async function endToEnd() {
  let close = () => {}
  const prepared = await step('window', false, async () => {
    await ensureBuilt()
    const electron = await findElectron()
    if (onLinux) ensureSystem(electron.executable)
    if (onLinux && !findProgram('chromium')) installPackages(['chromium'], [])
    const display = await openDisplay()
    Object.assign(process.env, display.env)
    close = display.close
    say(`end-to-end tests run in Electron ${electron.version} (${electron.kind})`)
  })
  if (prepared) await vitest(['e2e'], process.env)
  close()
}

/**
 * One step of its own; a failure is noted and the run goes on.
 * @param {string} name
 * @param {boolean} counts as a passed check
 * @param {() => unknown} work
 */
async function step(name, counts, work) {
  if (counts && !wanted(name)) return true
  const began = performance.now()
  try {
    await work()
    if (counts) passed++
    return true
  } catch (error) {
    failures.push(name)
    process.stdout.write(`${error instanceof LaunchError ? error.message : /** @type {Error} */ (error).stack}\n`)
    return false
  } finally {
    times.push(`${name}: ${secondsSince(began)}`)
  }
}

/**
 * @param {string} name
 * @param {string[]} command script inside node_modules, then its arguments
 */
function tool(name, [script = '', ...args]) {
  return step(name, true, async () => {
    say(`${name} …`)
    const { code, printed } = await runNode([join(modules, script), ...args])
    if (code !== 0) throw new LaunchError(`${printed.trim()}\n${name} found something`)
  })
}

/**
 * @param {string[]} projects
 * @param {NodeJS.ProcessEnv} env
 */
async function vitest(projects, env) {
  const name = projects.join(' + ')
  const began = performance.now()
  const report = join(artifacts, 'results', `${projects.join('-')}.json`)
  const args = [
    join(modules, 'vitest', 'vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...(filters.length > 0 ? ['--passWithNoTests', ...filters] : []),
  ]
  say(`${name} …`)
  // whatever a killed test leaves behind goes with this folder
  const temp = mkdtempSync(join(tmpdir(), 'shanyan-test-'))
  // a server that a test starts as root goes on as another account, which must reach its own folder in here
  chmodSync(temp, 0o711)
  const { code } = await runNode(args, { show: true, env: { ...env, TMPDIR: temp, TEMP: temp } })
  rmSync(temp, { recursive: true, force: true, maxRetries: 5 })
  count(name, report, code)
  times.push(`${name}: ${secondsSince(began)}`)
}

/**
 * @param {string} name
 * @param {string} report file vitest wrote
 * @param {number} code it ended with
 */
function count(name, report, code) {
  const before = failures.length
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    passed += numPassedTests
    for (const file of testResults) noteFailures(file)
  } catch {
    if (code === 0 && filters.length > 0) return
    failures.push(`${name}: no result was written`)
  }
  // an error outside any test, or no test at all
  if (code !== 0 && failures.length === before) failures.push(`${name}: ended with code ${code}, see above`)
}

/** @param {{ name: string, status: string, assertionResults: { status: string, fullName: string }[] }} file */
function noteFailures({ name, status, assertionResults }) {
  const path = relative(root, name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  for (const { fullName } of failed) failures.push(`${path}: ${fullName}`)
  if (status === 'failed' && failed.length === 0) failures.push(`${path}: could not be run`)
}

/** @param {string} name */
function wanted(name) {
  return only.length === 0 || only.includes(name)
}

/** @param {string[]} given */
function readArguments(given) {
  /** @type {string[]} */
  const only = []
  /** @type {string[]} */
  const filters = []
  for (let i = 0; i < given.length; i++) {
    const word = /** @type {string} */ (given[i])
    if (word === '--only') only.push(...(given[++i] ?? '').split(','))
    else if (word.startsWith('--only=')) only.push(...word.slice('--only='.length).split(','))
    else filters.push(word)
  }
  return { only, filters }
}
