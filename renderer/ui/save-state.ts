/** What the title bar says about saving: the worst of all open edit sessions. */
import { create } from 'zustand'
import type { Failure } from '../../shared/result.ts'

export type SaveState = 'typing' | 'saving' | 'saved' | 'failed'

type Entry = { state: SaveState; failure?: Failure; retry?: () => void }
type State = { entries: Record<string, Entry>; state: SaveState; failure?: Failure }

const rank: SaveState[] = ['failed', 'saving', 'typing']

export const useSaveState = create<State>(() => ({ entries: {}, state: 'saved' }))

export function reportSave(key: string, entry: Entry) {
  useSaveState.setState(({ entries: old }) => {
    const entries = { ...old, [key]: entry }
    if (entry.state === 'saved') delete entries[key]
    const all = Object.values(entries)
    const state = rank.find((candidate) => all.some((one) => one.state === candidate)) ?? 'saved'
    return { entries, state, failure: all.find((one) => one.state === 'failed')?.failure }
  })
}

export function retryAll() {
  for (const entry of Object.values(useSaveState.getState().entries)) if (entry.state === 'failed') entry.retry?.()
}
