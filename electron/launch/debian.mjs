/** System packages a bare Linux machine lacks for a window. Installed where that is allowed, else named in one command. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, isRoot, LaunchError, root, run, say, secondsSince } from './exec.mjs'

const libraries = ['libnss3', 'libgtk-3-0', 'libgbm1', 'libasound2', 'libatk-bridge2.0-0', 'libcups2', 'libdrm2']

/**
 * Makes sure that `executable` finds its libraries, that Chinese text has a font and that a display can be had. What was found
 * complete once is not looked at again.
 * @param {string} executable
 */
export function ensureSystem(executable) {
  const seen = join(root, '.cache', 'system-complete')
  const needsDisplay = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const display = needsDisplay && !findProgram('Xvfb') ? ['xvfb'] : []
  const known = readOr(seen) === executable
  const missing = known ? [] : missingLibraries(executable)
  const fonts = known || hasChineseFont() ? [] : ['fonts-noto-cjk']
  const needed = [...(missing.length > 0 ? libraries : []), ...display]
  if (needed.length > 0) installPackages([...needed, ...fonts], missing)
  else if (fonts.length > 0) {
    if (isRoot && findProgram('apt-get')) installPackages(fonts, [])
    else say(`no Chinese font was found; this installs one: ${installCommand(fonts)}`)
  }
  if (known) return
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(seen, executable)
}

/**
 * @param {string[]} packages
 * @param {string[]} missing libraries, for machines that are not Debian
 */
export function installPackages(packages, missing) {
  if (!findProgram('apt-get')) {
    throw new LaunchError(
      `this system lacks ${missing.join(', ') || packages.join(', ')}; please install the packages that hold them`,
    )
  }
  if (!isRoot)
    throw new LaunchError(`some system packages are missing; this installs them:\n  ${installCommand(packages)}`)
  const began = performance.now()
  say(`installing system packages: ${packages.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // a bare machine has no package lists yet, and old lists name files that are gone
  let names = currentNames(packages)
  let result = run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env })
  if (result.code !== 0) {
    run('apt-get', ['update', '-q'], { env })
    names = currentNames(packages)
    result = run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env })
  }
  if (result.code !== 0) {
    throw new LaunchError(
      `apt-get could not install ${names.join(' ')}\n${result.err.trim().split('\n').slice(-5).join('\n')}`,
    )
  }
  say(`system packages installed in ${secondsSince(began)}`)
}

/** @param {string[]} packages */
function installCommand(packages) {
  return `${isRoot ? '' : 'sudo '}apt-get install -y ${currentNames(packages).join(' ')}`
}

/**
 * Debian 13 renamed some libraries when their time became 64 bits wide.
 * @param {string[]} packages
 */
function currentNames(packages) {
  return packages.map((name) => {
    if (!libraries.includes(name) || !findProgram('apt-cache')) return name
    return run('apt-cache', ['show', '--no-all-versions', `${name}t64`]).code === 0 ? `${name}t64` : name
  })
}

/** @param {string} executable */
export function missingLibraries(executable) {
  return parseMissing(run('ldd', [executable]).out)
}

/** @param {string} printed by ldd */
export function parseMissing(printed) {
  return [...printed.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => /** @type {string} */ (library))
}

function hasChineseFont() {
  if (findProgram('fc-list')) return run('fc-list', [':lang=zh-cn', 'file']).out.trim() !== ''
  const folder = '/usr/share/fonts'
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /cjk|wqy|hanyi|droidsansfallback/i.test(String(name)))
  )
}

/** @param {string} file */
function readOr(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
