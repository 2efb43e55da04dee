/** Real windows for the bench, launched without a debugger: the product and an empty one, by the same launcher. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron } from '../../electron/launch/electron-runtime.mjs'
import { endGroup, groupEnd, nodeBinary, root } from '../../electron/launch/exec.mjs'
import { environmentSwitches } from '../../electron/launch/sandbox.mjs'
import { onLeave, workFolder } from './workplace.ts'

export type BenchWindow = {
  /** Milliseconds from before the process was started until rows were painted and a key was taken. */
  ready: number
  /** Runs a function of the page's world; its input and answer are JSON. */
  run<I, O>(work: (input: I) => Promise<O> | O, input: I): Promise<O>
  /** A key as a keyboard gives it: a letter, or `Enter`. */
  press(key: string): void
  close(): Promise<void>
}

type Launch = {
  profile?: string
  /** The window's own folder; a kept one starts with Chromium's caches warm. */
  windowDir: string
  /** The module to open on. */
  page?: string
  fineClock?: boolean
}

/** Of a page that shows a list: its rows, or the cards of a board, hold text. */
const rowsShown =
  "[...document.querySelectorAll('.rows-body .list-row, .board-cards .card')].some((row) => row.textContent.trim())"
const painted = (condition: string) => `new Promise((done) => {
  const look = () => ${condition} ? requestAnimationFrame(() => requestAnimationFrame(() => done())) : requestAnimationFrame(look)
  look()
})`

/** One cold first launch in 76 was seen to show nothing. */
const patience = 10_000

let prepared: { folder: string; executable: string; args: string[] } | undefined

/** A copy of what is built, so that a build meanwhile changes nothing, behind the bench's own main script. */
async function prepare() {
  if (prepared) return prepared
  const folder = join(root, '.cache', 'bench', 'app')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'test', 'bench', 'app'), folder, { recursive: true })
  cpSync(join(root, 'out'), join(folder, 'out'), { recursive: true })
  symlinkSync(join(root, 'resources'), join(folder, 'resources'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bench', version: '0.0.0', main: 'main.cjs' }))
  const { executable, args } = await findElectron(folder)
  prepared = { folder, executable, args }
  return prepared
}

/** The product, ready when the first rows of a list are painted. */
export async function openProduct(launch: Launch & { profile: string }): Promise<BenchWindow> {
  const { folder } = await prepare()
  mkdirSync(launch.windowDir, { recursive: true })
  const memory = { theme: 'light', zoom: 100, page: launch.page ?? '#/findings' }
  writeFileSync(join(launch.windowDir, 'window.json'), JSON.stringify(memory))
  return openOrRetry(join(folder, 'out', 'main', 'index.cjs'), painted(rowsShown), launch)
}

export async function openEmpty(windowDir: string): Promise<BenchWindow> {
  const { folder } = await prepare()
  return openOrRetry(join(folder, 'empty.cjs'), painted("document.querySelector('p')"), { windowDir })
}

const openOrRetry = (main: string, probe: string, launch: Launch) =>
  open(main, probe, launch).catch(() => open(main, probe, launch))

async function open(main: string, probe: string, { profile, windowDir, fineClock }: Launch): Promise<BenchWindow> {
  const { executable, args } = await prepare()
  const switches = environmentSwitches()
  const env = { ...process.env, SHANYAN_NODE: nodeBinary(), SHANYAN_BENCH_MAIN: main, SHANYAN_BENCH_PROBE: probe }
  delete (env as NodeJS.ProcessEnv).NODE_OPTIONS
  const began = performance.now()
  const child = spawn(
    executable,
    [...switches, ...args, ...(profile ? ['--profile', profile] : []), `--user-data-dir=${windowDir}`],
    {
      cwd: root,
      env: { ...env, ...(fineClock ? { SHANYAN_BENCH_FINE: '1' } : {}) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    },
  )
  let complaints = ''
  child.stderr?.on('data', (data) => {
    complaints = `${complaints}${data}`.slice(-2000)
  })
  onLeave(() => endGroup(child))
  const waiting = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>()
  let next = 1
  const ready = await new Promise<number>((done, fail) => {
    const late = setTimeout(() => {
      endGroup(child)
      fail(new Error(`no rows within ${patience / 1000} s\n${complaints}`))
    }, patience)
    child.once('exit', () => {
      clearTimeout(late)
      const error = new Error(`the window ended\n${complaints}`)
      for (const { fail } of waiting.values()) fail(error)
      fail(error)
    })
    child.on('message', (message: { ready?: true; id?: number; value?: unknown; error?: string }) => {
      if (message.ready) {
        clearTimeout(late)
        done(performance.now() - began)
      } else if (message.id !== undefined) {
        const one = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.error === undefined) one?.done(message.value)
        else one?.fail(new Error(message.error))
      }
    })
  })
  return {
    ready,
    run: (work, input) =>
      new Promise((done, fail) => {
        const id = next++
        waiting.set(id, { done: done as (value: unknown) => void, fail })
        child.send({ id, script: `(${work})(${JSON.stringify(input)})` })
      }),
    press: (key) => void child.send({ key }),
    close: () => closeWindow(child),
  }
}

async function closeWindow(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.send({ quit: true })
  const late = setTimeout(() => endGroup(child), 15_000)
  await gone
  clearTimeout(late)
  await groupEnd(child, 6000)
}

export const windowFolder = (name: string): string => workFolder(`window-${name}`)
