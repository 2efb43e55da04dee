/**
 * Opens a data folder and does one piece of work there, twice, while somebody else lets system calls fail. Arguments: work, data folder,
 * file or folder. Prints a line of JSON for each step: how it ended, `null` or the refusal's code.
 */
import { writeSync } from 'node:fs'
import { asRefusal } from '../../electron/data/db/open.ts'
import { type Failure, type FailureCode, Refusal } from '../../shared/result.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { type Device, openDevice } from './device.ts'

export type Step = { step: 'open' | 'work' | 'again' | 'close' | 'crash'; code: string | null }
export type Work = 'start' | 'migration' | 'save' | 'import' | 'export' | 'receipt'
/** What `save` writes into. */
export const savedVisit = '018bcfe5-0000-7000-8000-000000000009'

const say = (step: Step['step'], code: string | null) =>
  writeSync(1, `${JSON.stringify({ step, code } satisfies Step)}\n`)
/** Of a refusal, or of the failure an operation answered with; what neither stands for is a fault of ours. */
function codeOf(error: unknown): string {
  const { code, detail, stack } = error as Partial<Failure> & { stack?: string }
  const isFailure = code !== undefined && code !== 'unexpected' && Object.hasOwn(text.errors, code)
  return isFailure ? code : (asRefusal(error)?.code ?? `unexpected: ${detail ?? stack}`)
}

async function attempt(step: Step['step'], work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    say(step, null)
    return true
  } catch (error) {
    say(step, codeOf(error))
    return false
  }
}

async function take(device: Device, path: string): Promise<void> {
  const [preview] = await device.call('packages.inspect', { paths: [path] })
  if (preview?.failure) throw new Refusal(preview.failure.code as FailureCode)
  const [imported] = await device.call('packages.import', { staged: [preview?.staged as string] })
  if (imported?.failure) throw new Refusal(imported.failure.code as FailureCode)
}

/** A word is typed, kept as a draft, and saved. */
async function save(device: Device, summary: string): Promise<void> {
  const fields = { summary: { value: summary, base: [] } }
  await device.call('drafts.put', { entity: 'visits', id: savedVisit, fields })
  await device.save('visits', savedVisit, { summary })
  // the draft is forgotten after the answer
  await new Promise((done) => setImmediate(done))
}

async function main(work: Work, dataDir: string, path: string): Promise<void> {
  let device: Device | undefined
  const opens = await attempt('open', async () => {
    device = await openDevice('总会办公室', 'headquarters', { dataDir })
  })
  if (!opens || !device) return
  const here = device
  const [peer] = await here.call('peers.list', {})
  const works: Record<Work, (time: number) => Promise<unknown>> = {
    start: async () => {},
    migration: async () => {},
    save: (time) => save(here, `第 ${time} 次`),
    import: () => take(here, path),
    export: () => here.call('packages.export', { peer: peer?.id as string, scope: 'all', folder: path }),
    receipt: () => here.call('packages.export', { peer: peer?.id as string, scope: 'receipt', folder: path }),
  }
  await attempt('work', () => works[work](1))
  await attempt('again', () => works[work](2))
  await attempt('close', () => here.close())
}

if (import.meta.filename === process.argv[1]) {
  process.on('uncaughtException', (error) => {
    say('crash', codeOf(error))
    process.exit(3)
  })
  const [, , work, dataDir = '', path = ''] = process.argv
  await main(work as Work, dataDir, path)
  process.exit(0)
}
