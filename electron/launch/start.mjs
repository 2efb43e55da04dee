/**
 * `npm start`: from a fresh clone to an open window, and the next time straight to the window.
 *   --demo           a throw-away profile with the demonstration data
 *   --profile DIR    another data folder
 *   --dev            hot reload
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArguments } from './arguments.mjs'
import { ensureBuilt, forgetBuild } from './build.mjs'
import { ensureSystem } from './debian.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { openDisplay } from './display.mjs'
import { findElectron } from './electron-runtime.mjs'
import { LaunchError, nodeBinary, onLinux, root, say, secondsSince } from './exec.mjs'
import { environmentSwitches } from './sandbox.mjs'
import { runWindow } from './window.mjs'

const help = `npm start                   open 善研
npm start -- --demo         open a throw-away profile with the demonstration data
npm start -- --profile DIR  open another data folder
npm run dev                 open with hot reload`

async function start() {
  const began = performance.now()
  const options = parseArguments(process.argv.slice(2), process.env.INIT_CWD)
  if (options.help) return void process.stdout.write(`${help}\n`)

  ensureDependencies()
  const electron = await findElectron()
  if (options.dev) forgetBuild()
  else await ensureBuilt()
  if (onLinux) ensureSystem(electron.executable)
  const display = await openDisplay()
  say(
    `running on Electron ${electron.version} (${electron.kind === 'pinned' ? 'the pinned one' : 'the runtime of last resort, for development only'})`,
  )

  const throwAway = options.demo && !options.profile ? mkdtempSync(join(tmpdir(), 'shanyan-demo-')) : null
  // hot reload must not work on a person's real data
  const profile = throwAway ?? options.profile ?? (options.dev ? join(root, '.cache', 'dev-profile') : null)
  const appArgs = [...(options.demo ? ['--demo'] : []), ...(profile ? ['--profile', profile] : []), ...options.rest]
  const switches = [...environmentSwitches(), ...display.args]
  const shown = () => say(`window open after ${secondsSince(began)}`)
  try {
    if (options.dev) {
      const args = [electronVite, 'dev', '--watch', '--', ...switches, ...appArgs]
      const env = { ...display.env, ELECTRON_EXEC_PATH: electron.executable }
      process.exitCode = await runWindow(nodeBinary(), args, env, shown, 60_000)
    } else {
      const args = [...switches, ...electron.args, ...appArgs]
      process.exitCode = await runWindow(electron.executable, args, display.env, shown)
    }
  } finally {
    display.close()
    if (throwAway) rmSync(throwAway, { recursive: true, force: true, maxRetries: 5 })
  }
}

const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')

start().catch((error) => {
  say(error instanceof LaunchError ? error.message : (error.stack ?? String(error)))
  process.exit(1)
})
