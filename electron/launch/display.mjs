/** A virtual display where there is none. */
import { spawn } from 'node:child_process'
import { LaunchError, onLinux, say } from './exec.mjs'

/**
 * @returns {Promise<{ env: Record<string, string>, args: string[], close: () => void }>} what the app needs to find a display
 */
export async function openDisplay() {
  const nothing = { env: {}, args: [], close: () => {} }
  if (!onLinux || process.env.DISPLAY) return nothing
  if (process.env.WAYLAND_DISPLAY) return { ...nothing, args: ['--ozone-platform=wayland'] }
  const { number, close } = await startXvfb()
  say(`no display here: the window opens on a virtual one (Xvfb :${number})`)
  return { env: { DISPLAY: `:${number}` }, args: [], close }
}

/** @returns {Promise<{ number: string, close: () => void }>} */
function startXvfb() {
  // larger than any content size the tests use, at any scale
  const screen = ['-screen', '0', '3000x1800x24', '-nolisten', 'tcp']
  // of its own group: Ctrl+C must reach the app first
  const server = spawn('Xvfb', ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const close = () => void server.kill()
  process.once('exit', close)
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      close()
      fail(new LaunchError('the virtual display did not start within 10 s'))
    }, 10_000)
    server.once('error', () => fail(new LaunchError('Xvfb could not be started')))
    server.once('exit', (code) => fail(new LaunchError(`Xvfb ended with code ${code}`)))
    let text = ''
    server.stdio[3]?.on('data', (data) => {
      text += data
      if (!text.includes('\n')) return
      clearTimeout(timer)
      server.unref()
      done({ number: text.trim(), close })
    })
  })
}
