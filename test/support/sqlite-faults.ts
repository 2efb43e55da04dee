/** System calls that SQLite itself makes, let fail by the kernel's own interface for that (`strace` injects), in a process of its own. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { missing } from './dav-peers.ts'
import { temporaryFolder } from './device.ts'
import type { Step, Work } from './fault-child.ts'

/** Calls by which SQLite changes a file. */
export const writeCalls = ['pwrite64', 'fsync', 'ftruncate'] as const
export type WriteCall = (typeof writeCalls)[number]
export type Fault = { call: WriteCall; nth: number; error: 'ENOSPC' | 'EIO'; lasting: boolean }

const child = join(import.meta.dirname, 'fault-child.ts')

/** Why calls cannot be made to fail here; `null`: they can. */
export const cannotInject = ((): string | null => {
  if (process.platform !== 'linux') return 'strace is for Linux'
  const lacking = missing('strace', 'strace')
  if (lacking) return lacking
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO', 'true'], { stdio: 'ignore' })
    return null
  } catch {
    return 'strace may not trace here'
  }
})()

/** Every file of a data folder that SQLite writes. */
function databasesOf(dataDir: string): string[] {
  const files = ['shanyan.db', 'drafts.db', 'owner.lock', ...backups].flatMap((name) =>
    ['', '-wal', '-shm', '-journal'].map((end) => join(dataDir, name + end)),
  )
  return files.flatMap((file) => ['-P', file])
}
const backups = [10].map((version) => `backups/before-migration-from-${version}.db`)

/** Runs the work, with one fault or none, and answers how its steps ended and how often each call was made. */
export async function runFaulty(
  work: Work,
  dataDir: string,
  path: string,
  fault: Fault | null,
): Promise<{ steps: Step[]; calls: Record<WriteCall, number>; injected: boolean }> {
  const log = join(temporaryFolder(), 'calls')
  mkdirSync(dataDir, { recursive: true })
  const inject = fault
    ? ['-e', `inject=${fault.call}:error=${fault.error}:when=${fault.nth}${fault.lasting ? '+' : ''}`]
    : []
  const args = ['-f', '--seccomp-bpf', '-o', log, '-e', `trace=${writeCalls.join(',')}`, ...inject]
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', child, work, dataDir, path]
  const { stdout } = await promisify(execFile)('strace', [...args, ...databasesOf(dataDir), ...node]).catch(
    (error: { stdout?: string; message: string }) => {
      if (!error.stdout) throw new Error(error.message)
      return { stdout: error.stdout }
    },
  )
  const lines = readFileSync(log, 'utf8').split('\n')
  const calls = Object.fromEntries(
    writeCalls.map((call) => [call, lines.filter((line) => line.includes(` ${call}(`)).length]),
  ) as Record<WriteCall, number>
  const steps = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Step)
  return { steps, calls, injected: lines.some((line) => line.includes('(INJECTED)')) }
}
