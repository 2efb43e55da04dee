/** Before the window closes, everything typed becomes durable. What cannot keeps the window open until a person has decided. */
import { create } from 'zustand'
import type { Failure } from '../../shared/result.ts'
import { call } from '../api.ts'
import { flushAll, hasUnsaved } from './edit-session.ts'
import { useSaveState } from './save-state.ts'

/** A record still being read, or a data process that starts again, is waited for; ms. */
const patience = 5000
const pause = 100

const works = new Set<() => Promise<void>>()
/** What a widget keeps beside the edit sessions is stored by `work`. Returns how to forget it. */
export function onClosing(work: () => Promise<void>): () => void {
  works.add(work)
  return () => works.delete(work)
}

type Closing = { asks: boolean; shown: boolean; failure?: Failure }
/** Whether the person is asked, and why; `shown`: the question is on screen. */
export const useClosing = create<Closing>(() => ({ asks: false, shown: false }))
let isGivenUp = false

async function storeAll(): Promise<void> {
  await Promise.all([flushAll(), ...[...works].map((work) => work())])
}

const isUnsaved = () => useSaveState.getState().state === 'failed' || hasUnsaved()
const passes = () => {
  const { state, failure } = useSaveState.getState()
  return state !== 'failed' || failure?.code === 'data-restarted'
}

export async function beforeClosing(): Promise<void> {
  // a page that cannot even ask must not keep its window open for ever
  const { asks, shown } = useClosing.getState()
  if (asks && !shown) isGivenUp = true
  if (!isGivenUp) {
    await storeAll()
    for (let waited = 0; isUnsaved() && passes() && waited < patience; waited += pause) {
      await new Promise((done) => setTimeout(done, pause))
      await storeAll()
    }
  }
  const stay = !isGivenUp && isUnsaved()
  if (stay) useClosing.setState({ asks: true, failure: useSaveState.getState().failure })
  await call('window.closed', stay ? { stay } : {}).catch(() => {})
}

/** The person's answer: `back` to the page, `retry`, or close and `drop` what could not be stored. */
export function answerClosing(answer: 'back' | 'retry' | 'drop'): void {
  useClosing.setState({ asks: false, shown: false, failure: undefined })
  if (answer === 'back') return
  isGivenUp = answer === 'drop'
  void call('window.control', { action: 'close' }).catch(() => {})
}
