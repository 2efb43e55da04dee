/** The text, what was read out of it and what a person changed, kept on this computer until it is saved or given up. */
import { create } from 'zustand'
import type { PressReading, ProposalValue } from '../../../shared/domain/intake.ts'
import { call } from '../../api.ts'
import { onClosing } from '../../ui/closing.ts'
import { onLeave } from '../../ui/route.ts'
import type { Change, Changes } from './press-model.ts'

type Kept = {
  text: string
  published: string | null
  reading: PressReading | null
  changes: Changes
  places: Record<string, string>
}
type State = Kept & {
  /** False until the draft of an earlier session has been looked for. */
  loaded: boolean
  /** An earlier session left something. */
  restored: boolean
  current: string | null
  onlyUnsure: boolean
}

const nothing: Kept = { text: '', published: null, reading: null, changes: {}, places: {} }

export const usePress = create<State>(() => ({
  ...nothing,
  loaded: false,
  restored: false,
  current: null,
  onlyUnsure: false,
}))

/** ms after a change, although typing never pauses. */
const pause = 600
let timer: ReturnType<typeof setTimeout> | undefined
let isDirty = false

const keepSoon = () => {
  timer ??= setTimeout(() => void keep(), pause)
}

async function keep(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  if (!isDirty) return
  isDirty = false
  const { text, published, reading, changes, places } = usePress.getState()
  const value =
    text === '' && reading === null
      ? null
      : JSON.stringify({ text, published, reading, changes, places } satisfies Kept)
  // the text is on the screen still
  await call('intake.keepDraft', { draft: 'press', value }).catch(() => {
    isDirty = true
    keepSoon()
  })
}
onLeave(() => void keep())
onClosing(keep)

function change(patch: Partial<State>): void {
  usePress.setState(patch)
  isDirty = true
  keepSoon()
}

/** Takes up what an earlier session left. */
export async function loadPress(): Promise<void> {
  if (usePress.getState().loaded) return
  const { value } = await call('intake.draft', { draft: 'press' }).catch(() => ({ value: null }))
  if (usePress.getState().loaded) return
  const kept = value === null ? nothing : { ...nothing, ...(JSON.parse(value) as Kept) }
  usePress.setState({ ...kept, loaded: true, restored: kept.reading !== null || kept.text !== '' })
}

export const typeText = (text: string) => change({ text, restored: false })
export const setPublished = (published: string | null) => change({ published })
export const takeReading = (reading: PressReading) =>
  change({
    reading,
    text: reading.text,
    published: reading.published,
    changes: {},
    places: reading.places,
    current: null,
    onlyUnsure: false,
    restored: false,
  })
/** Back to an empty page; what was saved stays saved. */
export const forget = () => change({ ...nothing, current: null, onlyUnsure: false, restored: false })
/** Back to the text, without what was read from it. */
export const backToText = () => change({ reading: null, changes: {}, places: {}, current: null })

export function decide(id: string, patch: Change): void {
  const { changes } = usePress.getState()
  change({ changes: { ...changes, [id]: { ...changes[id], ...patch } } })
}
export function decideAll(ids: readonly string[], accepted: boolean): void {
  const { changes } = usePress.getState()
  change({ changes: { ...changes, ...Object.fromEntries(ids.map((id) => [id, { ...changes[id], accepted }])) } })
}
export function setField(id: string, name: string, value: ProposalValue): void {
  const { changes } = usePress.getState()
  decide(id, { fields: { ...changes[id]?.fields, [name]: value } })
}
export const rememberPlace = (id: string, name: string) =>
  change({ places: { ...usePress.getState().places, [id]: name } })
export const select = (id: string | null) => usePress.setState({ current: id })
