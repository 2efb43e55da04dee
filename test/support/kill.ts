import { spawn } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './device.ts'
import { seeded } from './faults.ts'

export type Work = 'import' | 'export' | 'receipt' | 'migration'
/** Who dies: the data process, the main process above it, or all of them at once. */
export type Target = 'data' | 'main' | 'group'

const script = (name: string) => join(import.meta.dirname, name)

/** Runs the work in a process that dies after `microseconds` of it, or never for 0; answers when all are gone that worked on it. */
export function runKilled(target: Target, work: Work, dataDir: string, path: string, microseconds: number) {
  return new Promise<{ began: boolean; ended: boolean; took: number }>((resolve, reject) => {
    const child = target === 'data' ? [script('kill-child.ts')] : [script('main-child.ts'), target]
    const args = ['--disable-warning=ExperimentalWarning', ...child, work, dataDir, path, String(microseconds)]
    const run = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: target === 'group' })
    let printed = ''
    run.stdout.on('data', (text: Buffer) => {
      printed += text
    })
    run.on('error', reject)
    run.on('close', () => {
      const took = Number(/end (\d+)/.exec(printed)?.[1] ?? 0)
      resolve({ began: printed.includes('begin'), ended: printed.includes('end'), took })
    })
  })
}

/** A data folder as a closed program leaves it, copied. */
export function copyOfData(from: string): string {
  const to = join(temporaryFolder(), 'data')
  cpSync(from, to, { recursive: true })
  rmSync(join(to, 'owner.lock'), { force: true })
  return to
}

export type Killed = { 'before the work': number; 'mid-work': number; 'after the work': number }

/**
 * Kills the work at `count` moments spread over the time it takes, each on a folder of its own.
 * @param check looks at what the dead left; the folder goes afterwards
 */
export async function killMany(
  target: Target,
  work: Work,
  count: number,
  make: () => { dataDir: string; path: string },
  check: (dataDir: string, path: string, ended: boolean) => Promise<void>,
): Promise<Killed> {
  const killed: Killed = { 'before the work': 0, 'mid-work': 0, 'after the work': 0 }
  const next = seeded(20261123)
  const whole = []
  for (let n = 0; n < 3; n++) {
    const { dataDir, path } = make()
    whole.push((await runKilled(target, work, dataDir, path, 0)).took)
    await check(dataDir, path, true)
  }
  // how long the work takes changes with what else the computer does: followed, so that four of five die inside it
  let length = Math.min(...whole)
  for (let n = 0; n < count; n++) {
    const { dataDir, path } = make()
    const { began, ended } = await runKilled(target, work, dataDir, path, 1 + Math.floor(length * next()))
    length *= ended ? 0.7 : 1.08
    killed[ended ? 'after the work' : began ? 'mid-work' : 'before the work']++
    await check(dataDir, path, ended)
    rmSync(dataDir, { recursive: true })
  }
  return killed
}
