/** The edit session as a hook. Widgets take `bind(name)`; fields that are chosen rather than typed use `set`. */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Entity } from '../../shared/domain/fields.ts'
import type { Failure } from '../../shared/result.ts'
import type { RecordView } from '../../shared/views.ts'
import { onEvent, useRead } from '../api.ts'
import { beforeClosing } from './closing.ts'
import { type Defaults, flushAll, openSession, sessionOf } from './edit-session.ts'
import { isKey } from './key-map.ts'
import type { SaveState } from './save-state.ts'
import { redo, undo, type Value } from './undo.ts'

export type Binding = {
  name: string
  value: Value
  /** What is typed: drafted at once, saved at the end of editing. */
  onChange: (value: Value) => void
  /** What is chosen: saved at once. */
  commit: (value: Value) => void
  onBlur: () => void
  onCompositionStart: () => void
  onCompositionEnd: () => void
  /** Several values wait for a person. */
  conflict: boolean
  /** Typed, not saved. */
  draft: boolean
  /** The record has not loaded. */
  loading: boolean
}

export type EditRecord = {
  entity: Entity
  id: string
  view: RecordView | null | undefined
  exists: boolean
  loading: boolean
  /** Why the record could not be read. */
  error: unknown
  state: SaveState
  failure: Failure | undefined
  value: (name: string) => Value
  bind: (name: string) => Binding
  set: (name: string, value: Value) => Promise<void>
  flush: (name?: string) => Promise<void>
  retry: () => void
}

const noDefaults: Defaults = {}

/** `defaults`: fields a record that does not exist yet is created with, together with the first saved one. */
export function useRecord(entity: Entity, id: string, defaults: Defaults = noDefaults): EditRecord {
  const { data: view, error } = useRead('records.get', { entity, id }, { keep: false })
  const session = useMemo(() => sessionOf(entity, id), [entity, id])
  if (defaults !== noDefaults) session.defaults = defaults
  useSyncExternalStore(session.subscribe, () => session.version)
  useEffect(() => {
    session.users++
    return () => {
      session.users--
      session.release()
    }
  }, [session])

  const flush = useCallback((name?: string) => session.flush(name), [session])
  return {
    entity,
    id,
    view,
    exists: Boolean(view),
    loading: view === undefined,
    error,
    state: session.state,
    failure: session.failure,
    value: (name) => session.value(name),
    bind: (name) => ({
      name,
      value: session.value(name),
      onChange: (value) => session.type(name, value, view),
      commit: (value) => void session.set(name, value, view),
      onBlur: () => {
        if (session.edits.has(name)) void session.flush(name)
      },
      onCompositionStart: () => session.compose(name, true, view),
      onCompositionEnd: () => session.compose(name, false),
      conflict: view?.conflicts.includes(name) ?? false,
      draft: session.isDirty(name),
      loading: view === undefined,
    }),
    set: (name, value) => session.set(name, value, view),
    flush,
    retry: () => void session.flush(),
  }
}

const noChange = () => () => {}

/** How it stands with what is being saved of a record; it opens no session, and none means saved. */
export function useSessionState(entity: Entity, id: string): SaveState {
  const session = openSession(entity, id)
  return useSyncExternalStore(session?.subscribe ?? noChange, () => session?.state ?? 'saved')
}

/** A text field in the middle of an edit keeps its own undo. */
const inDirtyField = (target: EventTarget | null) => target instanceof HTMLElement && target.dataset.dirty === 'true'

/** Ctrl+S, Ctrl+Z, Ctrl+Y for the whole window, and the last save before it closes. */
export function startEditing(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return
    const step = isKey(event, 'everywhere.undo') ? undo : isKey(event, 'everywhere.redo') ? redo : null
    if (isKey(event, 'everywhere.save')) {
      event.preventDefault()
      void flushAll()
    } else if (step && !inDirtyField(event.target)) {
      event.preventDefault()
      void step()
    }
  }
  window.addEventListener('keydown', onKey)
  const stop = onEvent('closing', () => void beforeClosing())
  return () => {
    window.removeEventListener('keydown', onKey)
    stop()
  }
}
