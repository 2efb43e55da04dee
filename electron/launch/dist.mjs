/**
 * `npm run dist`: the Windows installer on Windows, a directory build on Linux.
 *   --testable   a twin that Playwright can attach to: it differs in that fuse alone
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from './build.mjs'
import { ensureSystem } from './debian.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { openDisplay } from './display.mjs'
import { findElectron } from './electron-runtime.mjs'
import { LaunchError, nodeBinary, onLinux, onWindows, root, run, say, secondsSince } from './exec.mjs'
import { ensureUnpacked } from './last-resort.mjs'
import { environmentSwitches } from './sandbox.mjs'

const icons = join(root, '.cache', 'icons')

async function dist() {
  const began = performance.now()
  ensureDependencies()
  const electron = await findElectron()
  say(
    `packing with Electron ${electron.version}${electron.kind === 'pinned' ? '' : ': to try the package out here, never to ship'}`,
  )
  await drawIcons()
  build()
  const source = electron.kind === 'pinned' ? dirname(electron.executable) : ensureUnpacked()
  const testable = process.argv.includes('--testable')
  const args = [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...(onWindows ? ['--win', 'nsis', '--x64'] : ['--linux', 'dir', '--x64']),
    '--publish=never',
    // the old one has no such fuse, and the tool refuses to set what is not there
    ...(electron.kind === 'pinned' ? ['-c.electronFuses.grantFileProtocolExtraPrivileges=false'] : []),
    `-c.electronDist=${source}`,
    `-c.electronVersion=${electron.version}`,
    ...(testable ? ['-c.electronFuses.enableNodeCliInspectArguments=true', '-c.directories.output=dist/testable'] : []),
  ]
  const { code } = run(nodeBinary(), args, { show: true })
  if (code !== 0) throw new LaunchError('electron-builder could not pack it, see above')
  say(`packed into ${testable ? 'dist/testable' : 'dist'} in ${secondsSince(began)}`)
}

/** Electron itself draws the icons: nothing else needs to be installed. */
async function drawIcons() {
  if (existsSync(join(icons, 'icon.ico'))) return
  const electron = await findElectron(join(import.meta.dirname, 'icons'))
  if (onLinux) ensureSystem(electron.executable)
  const display = await openDisplay()
  const env = {
    ...process.env,
    ...display.env,
    SHANYAN_ICON_SOURCE: join(root, 'resources'),
    SHANYAN_ICON_TARGET: icons,
  }
  const { code, err } = run(electron.executable, [...environmentSwitches(), ...electron.args], { env, timeout: 60_000 })
  display.close()
  if (code !== 0) throw new LaunchError(`the icons could not be drawn\n${err}`)
}

dist().catch((error) => {
  say(error instanceof LaunchError ? error.message : (error.stack ?? String(error)))
  process.exit(1)
})
