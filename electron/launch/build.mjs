/** Builds `out/` when a source changed. As a program (`npm run build`) it always builds. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LaunchError, nodeBinary, root, run, say, secondsSince } from './exec.mjs'

const out = join(root, 'out')
const stampFile = join(out, '.stamp')
const sources = ['electron/main', 'electron/preload', 'electron/data', 'renderer', 'shared']
const configs = ['electron.vite.config.ts', 'package.json', 'package-lock.json']

export async function ensureBuilt() {
  if (isBuilt()) return
  // another start or test in the same folder may be building just now
  await withLock(() => {
    if (!isBuilt()) build()
  })
}

function isBuilt() {
  return readOr(stampFile, '') === sourceStamp()
}

/** @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options] */
export function build({ show = false, env = process.env } = {}) {
  const began = performance.now()
  const stamp = sourceStamp()
  say('building …')
  rmSync(out, { recursive: true, force: true })
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, out: printed, err } = run(nodeBinary(), [tool, 'build'], { show, env })
  if (code !== 0) throw new LaunchError(`the build failed\n${printed}${err}`)
  writeFileSync(stampFile, stamp)
  say(`built in ${secondsSince(began)}`)
}

/** Hot reload leaves something else in `out/`: the next plain start must build. */
export function forgetBuild() {
  rmSync(stampFile, { force: true })
}

function sourceStamp() {
  const hash = createHash('sha256')
  for (const name of configs) hash.update(`${name}\0${readOr(join(root, name), '')}\0`)
  for (const name of sources) addFolder(hash, join(root, name))
  return hash.digest('hex')
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 */
function addFolder(hash, folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) addFolder(hash, path)
    else {
      const { size, mtimeMs } = statSync(path)
      hash.update(`${path}\0${size}\0${mtimeMs}\0`)
    }
  }
}

/** @param {() => void} work */
async function withLock(work) {
  const lock = join(root, '.cache', 'build.lock')
  mkdirSync(join(root, '.cache'), { recursive: true })
  for (let waited = 0; ; waited += 200) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      if (waited === 0 && isAlive(Number(readOr(lock, '0')))) say('another build is under way, waiting …')
      if (waited > 180_000 || !isAlive(Number(readOr(lock, '0')))) rmSync(lock, { force: true })
      else await new Promise((done) => setTimeout(done, 200))
    }
  }
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * @param {string} file
 * @param {string} otherwise
 */
function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    build({ show: true })
  } catch (error) {
    say(error instanceof LaunchError ? error.message : String(error))
    process.exitCode = 1
  }
}
