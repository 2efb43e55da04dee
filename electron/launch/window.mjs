/** Runs the app to its end, and tries once more when its window never shows. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endGroup, groupEnd, LaunchError, onWindows, root, say } from './exec.mjs'

/** One cold first start in 76 was seen to show nothing. */
const usualPatience = 20_000

/** Lines Chromium writes on machines without a desktop bus or graphics card; they mean nothing to a person. */
const noise =
  /:(ERROR|WARNING):(.*dbus.*|bus\.cc|object_proxy\.cc|gl_.*|viz_main_impl\.cc|gpu.*|angle.*|vaapi.*|command_buffer.*)|^\s*$/i

/**
 * @param {string} executable
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {() => void} onShown
 * @param {number} [patience] ms to wait for the window
 * @returns {Promise<number>} its exit code
 */
export async function runWindow(executable, args, env, onShown, patience = usualPatience) {
  for (const attempt of [1, 2]) {
    const code = await tryOnce(executable, args, env, onShown, patience)
    if (code !== 'never shown') return code
    if (attempt === 1) say(`no window within ${patience / 1000} s, trying once more …`)
  }
  throw new LaunchError('the window did not open')
}

/**
 * @param {string} executable
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {() => void} onShown
 * @param {number} patience
 * @returns {Promise<number | 'never shown'>}
 */
function tryOnce(executable, args, env, onShown, patience) {
  const folder = mkdtempSync(join(tmpdir(), 'shanyan-start-'))
  const signal = join(folder, 'shown')
  const child = spawn(executable, args, {
    cwd: root,
    env: { ...process.env, ...env, SHANYAN_SHOWN_FILE: signal },
    stdio: ['ignore', 'inherit', 'pipe'],
    detached: !onWindows,
  })
  child.stderr?.on('data', (data) => {
    const lines = String(data)
      .split('\n')
      .filter((line) => !noise.test(line))
    if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`)
  })
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  // a polite request to the app itself; it flushes, closes and ends what it started
  let asked = false
  const ask = () => {
    asked = true
    child.kill('SIGTERM')
  }
  for (const name of signals) process.on(name, ask)

  return new Promise((done, fail) => {
    const began = Date.now()
    let late = false
    const watch = setInterval(() => {
      if (existsSync(signal)) {
        clearInterval(watch)
        onShown()
      } else if (Date.now() - began > patience) {
        clearInterval(watch)
        late = true
        endGroup(child)
      }
    }, 25)
    /** @param {number | 'never shown'} result */
    function end(result) {
      clearInterval(watch)
      for (const name of signals) process.off(name, ask)
      rmSync(folder, { recursive: true, force: true })
      done(result)
    }
    child.once('error', (error) => fail(new LaunchError(`Electron could not be started: ${error.message}`)))
    child.once('exit', async (code) => {
      // hot reload's own server may end before the app it started has flushed
      await groupEnd(child, 6000)
      if (late) end('never shown')
      else end(asked ? 0 : (code ?? 1))
    })
  })
}
