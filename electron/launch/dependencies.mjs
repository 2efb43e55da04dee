/** Installs the locked dependencies, and only when what is installed differs from the lock. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchError, npm, onWindows, root, say, secondsSince } from './exec.mjs'

export function ensureDependencies() {
  const lock = readLock(join(root, 'package-lock.json'))
  if (!lock) throw new LaunchError('package-lock.json is missing or damaged')
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'))
  if (installed && isInstalled(lock, installed, { platform: process.platform, arch: process.arch })) return

  const began = performance.now()
  // what is there is only brought up to date: a running Node 24 may itself lie in node_modules
  const fresh = !installed && !(onWindows && process.execPath.startsWith(join(root, 'node_modules')))
  say(fresh ? 'installing the locked dependencies …' : 'dependencies changed, updating …')
  const { code } = npm(fresh ? ['ci', '--no-progress'] : ['install', '--no-save', '--no-progress'], { show: true })
  if (code !== 0) {
    throw new LaunchError(
      'npm could not install the dependencies (its message stands above). Is a package registry reachable?',
    )
  }
  say(`dependencies installed in ${secondsSince(began)}`)
}

/** @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], link?: boolean }} LockedPackage */

/**
 * npm writes the list of what it has installed last of all, so an interrupted installation counts as none.
 * @param {Record<string, LockedPackage>} lock
 * @param {Record<string, LockedPackage>} installed
 * @param {{ platform: string, arch: string }} machine
 */
export function isInstalled(lock, installed, { platform, arch }) {
  return Object.entries(lock).every(([path, { version, optional, os, cpu }]) => {
    if (path === '') return true
    const has = installed[path]?.version
    if (has === version) return true
    const forOthers = (os && !os.includes(platform)) || (cpu && !cpu.includes(arch))
    return has === undefined && (forOthers || optional === true)
  })
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readLock(file) {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
