import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { nodeBinary, root } from '../../electron/launch/exec.mjs'

/**
 * Runs a script on the locked Node 24, and all it starts by the name `node` too.
 * @param {string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options] `show` lets its output through
 * @returns {Promise<{ code: number, printed: string }>}
 */
export function runNode(args, { show = false, env = {} } = {}) {
  const node = nodeBinary()
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...env, PATH: path },
    stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout?.on('data', (data) => {
    printed += data
  })
  child.stderr?.on('data', (data) => {
    printed += data
  })
  return new Promise((done) => {
    child.once('error', (error) => done({ code: 127, printed: `${printed}${error.message}` }))
    child.once('close', (code) => done({ code: code ?? 1, printed }))
  })
}
