/** Finds the Electron to run: the pinned one; where its download cannot be had on Linux, the runtime of last resort. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchError, nodeBinary, onLinux, root, run, say, secondsSince } from './exec.mjs'
import { lastResort, lastResortFor } from './last-resort.mjs'

/**
 * @typedef {object} Electron
 * @property {string} executable
 * @property {string[]} args that make it run the app
 * @property {string} version
 * @property {'pinned' | 'last resort'} kind
 */

const modulePath = join(root, 'node_modules', 'electron')
/** Remembers for a day that the pinned one could not be fetched, so that each start does not ask the network again. */
const refusedFile = join(root, '.cache', 'electron-refused')

/**
 * @param {string} [app] folder of the app to run, with its package.json
 * @returns {Promise<Electron>}
 */
export async function findElectron(app = root) {
  const version = pinnedVersion()
  const executable = pinnedExecutable() ?? (await installPinned(version))
  if (executable) return { executable, args: [app], version, kind: 'pinned' }
  if (onLinux && process.arch === 'x64') {
    return { executable: lastResortFor(app), args: [], version: lastResort.electron, kind: 'last resort' }
  }
  throw new LaunchError(
    `Electron ${version} could not be downloaded. Behind a slow or closed network set a mirror and start again, for example\n` +
      (onLinux ? '  export ' : '  set ') +
      'ELECTRON_MIRROR=https://npmmirror.com/mirrors/electron/',
  )
}

function pinnedVersion() {
  return JSON.parse(readFileSync(join(modulePath, 'package.json'), 'utf8')).version
}

/** @returns {string | null} */
function pinnedExecutable() {
  try {
    const name = readFileSync(join(modulePath, 'path.txt'), 'utf8')
    const unpacked = readFileSync(join(modulePath, 'dist', 'version'), 'utf8').replace(/^v/, '')
    const file = join(modulePath, 'dist', name)
    return unpacked.trim() === pinnedVersion() && existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** @param {string} version */
async function installPinned(version) {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? ''
  const attempt = `${version} ${mirror}`
  if (onLinux && wasRefused(attempt)) return null
  const began = performance.now()
  say(`fetching Electron ${version}${mirror ? ' from the mirror' : ''} …`)
  const reachable = await isReachable(mirror || 'https://github.com/')
  const result = reachable
    ? run(nodeBinary(), [join(modulePath, 'install.js')], { timeout: 15 * 60_000 })
    : { code: 1, err: 'its download page cannot be reached' }
  const executable = result.code === 0 ? pinnedExecutable() : null
  if (executable) {
    rmSync(refusedFile, { force: true })
    say(`Electron ${version} fetched in ${secondsSince(began)}`)
    return executable
  }
  const reason = result.err.trim().split('\n')[0]
  say(`the pinned Electron ${version} cannot be had here: ${reason}`)
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(refusedFile, attempt)
  return null
}

/** @param {string} attempt */
function wasRefused(attempt) {
  try {
    const day = 24 * 3600 * 1000
    return readFileSync(refusedFile, 'utf8') === attempt && Date.now() - statSync(refusedFile).mtimeMs < day
  } catch {
    return false
  }
}

/** @param {string} url */
async function isReachable(url) {
  // a proxy is the installer's business: asking past it would tell nothing
  if (process.env.ELECTRON_GET_USE_PROXY) return true
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5000) })
    return true
  } catch {
    return false
  }
}
