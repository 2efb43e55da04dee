/**
 * The main process without a window, over the built data process: the product's own supervisor does one piece of work, to be killed at
 * any moment of it, alone or with all it started. Arguments: `main` or `group`, then those of `kill-child.ts`. A group is killed by its
 * leader's number: it must be started as one.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../electron/launch/exec.mjs'
import { superviseDataProcess } from '../../electron/main/data-process.ts'
import type { DataMessage } from '../../shared/contract.ts'
import type { PackagePreview, Peer } from '../../shared/views.ts'
import { createKiller, packageName } from './killer.ts'

const [target = '', work = '', dataDir = '', path = '', life = '0'] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)

/** An import has begun to write: before it, a thread starts and files are read. */
let onChanges = () => {}

const supervise = () =>
  superviseDataProcess({
    fork() {
      const child = fork(join(root, 'out', 'data', 'index.cjs'), [], {
        execArgv: [],
        serialization: 'advanced',
        // whoever reads our words waits for the data process, too: it may outlive us
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: {
          ...{ PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
          ...{ SHANYAN_DATA_DIR: dataDir, SHANYAN_RESOURCES: join(root, 'resources'), SHANYAN_APP_VERSION: 'test' },
        },
      })
      return {
        post: (message) => child.connected && child.send(message, () => {}),
        onMessage: (listener) => child.on('message', (message) => listener(message as DataMessage)),
        onExit: (listener) => child.once('exit', listener),
        kill: () => child.kill(),
      }
    },
    onEvent: (event, payload) => {
      if (event === 'progress' && JSON.parse(payload).step === 'changes') onChanges()
    },
    onAsk: async () => null,
  })

const kill = await createKiller(Number(life) || 60_000_000, target === 'group' ? -process.pid : process.pid)
const data = supervise()
async function call<T>(operation: string, input: unknown): Promise<T> {
  const result = JSON.parse(await data.call(operation, input))
  if (!result.ok) throw new Error(`${operation}: ${JSON.stringify(result.error)}`)
  return result.value as T
}

async function prepare(): Promise<() => Promise<unknown>> {
  if (work === 'migration') {
    // its first step; before it, only a process starts
    while (!existsSync(join(dataDir, 'backups'))) await new Promise((done) => setImmediate(done))
    return () => call('profile.get', {})
  }
  const [peer] = await call<Peer[]>('peers.list', {})
  if (work === 'export') return () => call('packages.export', { peer: peer?.id, scope: 'all', folder: path })
  const paths = [work === 'import' ? path : join(path, packageName)]
  const previews = await call<PackagePreview[]>('packages.inspect', { paths })
  const staged = previews.flatMap((preview) => (preview.staged ? [preview.staged] : []))
  const take = () => call('packages.import', { staged, job: randomUUID() })
  if (work === 'import') {
    const writing = new Promise<void>((begun) => {
      onChanges = begun
    })
    const taken = take()
    await Promise.race([writing, taken])
    return () => taken
  }
  return async () => {
    await take()
    await call('packages.export', { peer: peer?.id, scope: 'receipt', folder: path })
  }
}

const run = await prepare()
say('begin')
const began = performance.now()
kill()
await run()
say(`end ${Math.round((performance.now() - began) * 1000)}`)
process.kill(target === 'group' ? -process.pid : process.pid, 'SIGKILL')
