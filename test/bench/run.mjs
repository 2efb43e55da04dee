/**
 * `npm run bench`: what the product costs, each against a reference measured beside it.
 *   --only NAME          one of the cases or results, e.g. `start`, `import`, `import-pouchdb`
 *   --json               one JSON object a line instead of the table
 *   --scale N            a larger or smaller province: 1 is 50 devices, 10,000 visits, 100,000 findings, 1,000,000 changes
 *   --devices N --visits N --findings N --changes N --imported N --photos MiB --rounds N
 */
import { join } from 'node:path'
import { ensureBuilt } from '../../electron/launch/build.mjs'
import { ensureSystem } from '../../electron/launch/debian.mjs'
import { ensureDependencies } from '../../electron/launch/dependencies.mjs'
import { openDisplay } from '../../electron/launch/display.mjs'
import { findElectron } from '../../electron/launch/electron-runtime.mjs'
import { LaunchError, onLinux, root, say } from '../../electron/launch/exec.mjs'
import { runNode } from '../support/run-node.mjs'

try {
  ensureDependencies()
  await ensureBuilt()
  const electron = await findElectron()
  if (onLinux) ensureSystem(electron.executable)
  const display = await openDisplay()
  const script = join(root, 'test', 'bench', 'main.ts')
  const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)]
  const { code } = await runNode(args, { show: true, env: { ...process.env, ...display.env } })
  display.close()
  process.exitCode = code
} catch (error) {
  say(error instanceof LaunchError ? error.message : String(/** @type {Error} */ (error).stack))
  process.exitCode = 1
}
