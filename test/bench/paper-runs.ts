import { join } from 'node:path'
import { root, run } from '../../electron/launch/exec.mjs'

/** One paper in a process of its own: time in ms, highest memory in MiB. */
export function writeOnce(kind: string, folder: string): { ms: number; peak: number } {
  const script = join(root, 'test', 'bench', 'paper-once.ts')
  const { code, out, err } = run(process.execPath, ['--disable-warning=ExperimentalWarning', script, kind, folder])
  if (code !== 0) throw new Error(`${kind}: ${err}`)
  return JSON.parse(out)
}
