/** Where this start keeps its data. Pure: the rules are tested without Electron. */
import { createHash } from 'node:crypto'
import { posix, win32 } from 'node:path'

export type Place = {
  /** Owned by the data process: database and attachments. */
  dataDir: string
  /** Chromium's own files and the window's memory; never in the roaming profile. */
  windowDir: string
  kind: 'normal' | 'demo' | 'custom'
  /** Made by this start alone: removed when it ends. */
  throwAway: boolean
}

export type Surroundings = {
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  home: string
  cwd: string
  /** Makes a fresh folder for a throw-away profile. */
  makeTemp: () => string
}

/** The value of `--name VALUE` or `--name=VALUE`; undefined where it is not given. */
export function option(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`))
  const word = argv[at]
  if (word === undefined) return undefined
  const value = word === name ? argv[at + 1] : word.slice(name.length + 1)
  return value === undefined || value === '' || (word === name && value.startsWith('--')) ? undefined : value
}

/** The user's local application data: `%LOCALAPPDATA%` does not roam, `%APPDATA%` would. */
export function localDataDir({ env, platform, home }: Pick<Surroundings, 'env' | 'platform' | 'home'>): string {
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'Shanyan')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Shanyan')
  // the XDG specification: a relative path there is to be ignored
  const xdg = env.XDG_DATA_HOME
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share'), 'shanyan')
}

export function resolvePlace(surroundings: Surroundings): Place {
  const { argv, platform, cwd, makeTemp } = surroundings
  const { join, resolve } = platform === 'win32' ? win32 : posix
  const profile = option(argv, '--profile')

  if (argv.includes('--demo')) {
    const dataDir = profile ? resolve(cwd, profile) : makeTemp()
    return { dataDir, windowDir: join(dataDir, 'window'), kind: 'demo', throwAway: !profile }
  }
  const local = localDataDir(surroundings)
  if (profile) {
    const dataDir = resolve(cwd, profile)
    // the folder may be a stick, read-only or another version's: the data process must refuse it untouched
    const tag = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
    return { dataDir, windowDir: join(local, 'windows', tag), kind: 'custom', throwAway: false }
  }
  return { dataDir: local, windowDir: join(local, 'window'), kind: 'normal', throwAway: false }
}

/** This start's arguments with another data folder, for a relaunch. */
export function relaunchArguments(argv: readonly string[], profile: string): string[] {
  const kept: string[] = []
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i]!
    if (word === '--demo' || /^--(profile|user-data-dir)=/.test(word)) continue
    if (word === '--profile' || word === '--user-data-dir') {
      i++
      continue
    }
    kept.push(word)
  }
  return [...kept, '--profile', profile]
}
