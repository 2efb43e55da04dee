/**
 * One record being edited. A session outlives the widgets that show it: text that could not be saved waits here.
 *
 * Typing wins over refreshes. The first keystroke remembers the heads it was made on (`base`); a save sends them as parents, and
 * the heads it answers become the next base, so that a session's later write descends from its earlier one.
 */
import type { Entity } from '../../shared/domain/fields.ts'
import { type Failure, isRule } from '../../shared/result.ts'
import type { RecordView } from '../../shared/views.ts'
import { call, failureOf, queryClient, readKey } from '../api.ts'
import { onLeave } from './route.ts'
import { reportSave, type SaveState } from './save-state.ts'
import { showFailure } from './toast-store.ts'
import { recordStep, type Value } from './undo.ts'

/** Durable within a second although typing never pauses. */
export const draftMs = 300
export const idleMs = 30_000

type Edit = {
  /** On screen. */
  value: Value
  /** Without the letters an input method is still composing. */
  stable: Value
  /** What the value was when editing began; `unknown` where only a draft was shown. */
  from: { value: Value } | 'unknown'
  /** `null`: typed before the record had loaded. */
  base: string[] | null
  /** Last value in the draft store. */
  drafted?: { value: Value }
  composing: boolean
}

export type Defaults = Record<string, Value>

const isEmpty = (value: Value | undefined) => value == null || value === '' || (Array.isArray(value) && !value.length)
const asSet = (value: Value) => (Array.isArray(value) ? [...value].sort() : value)
export const sameValue = (left: Value | undefined, right: Value | undefined): boolean =>
  (isEmpty(left) && isEmpty(right)) || JSON.stringify(asSet(left ?? null)) === JSON.stringify(asSet(right ?? null))
const sameHeads = (left: string[], right: string[]) =>
  JSON.stringify([...left].sort()) === JSON.stringify([...right].sort())
/** An emptied text is unknown again. */
const stored = (value: Value): Value => (value === '' ? null : value)

export class EditSession {
  readonly key: string
  readonly edits = new Map<string, Edit>()
  defaults: Defaults = {}
  state: SaveState = 'saved'
  failure: Failure | undefined
  version = 0
  users = 0
  private draftFailed = false
  /** Defaults that a payload has carried. */
  private readonly draftedDefaults = new Set<string>()
  private readonly listeners = new Set<() => void>()
  /** Own saves that a widget may not have been drawn with yet: heads before and after. */
  private readonly own = new Map<string, { before: string[]; after: string[]; value: Value }>()
  private queue: Promise<void> = Promise.resolve()
  private draftTimer: ReturnType<typeof setTimeout> | undefined
  private idleTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly entity: Entity,
    readonly id: string,
  ) {
    this.key = `${entity}/${id}`
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** `undefined` while loading, `null` where the record does not exist. */
  view(): RecordView | null | undefined {
    return queryClient.getQueryData(this.readKey())
  }

  value(name: string): Value {
    const edit = this.edits.get(name)
    if (edit) return edit.value
    const view = this.view()
    return (view ? view.fields[name] : this.defaults[name]) ?? null
  }

  /** `shown`: the record as it was drawn when the key was pressed. */
  type(name: string, value: Value, shown: RecordView | null | undefined = this.view()) {
    const edit = this.edits.get(name) ?? this.begin(name, shown)
    edit.value = value
    if (!edit.composing) edit.stable = value
    this.edits.set(name, edit)
    this.turn('typing')
    this.draftTimer ??= setTimeout(() => this.putDrafts(), draftMs)
    clearTimeout(this.idleTimer)
    this.idleTimer = setTimeout(() => void this.flush(), idleMs)
  }

  compose(name: string, composing: boolean, shown?: RecordView | null) {
    if (!composing && !this.edits.has(name)) return
    const edit = this.edits.get(name) ?? this.begin(name, shown ?? this.view())
    edit.composing = composing
    this.edits.set(name, edit)
    if (!composing && !sameValue(edit.stable, edit.value)) this.type(name, edit.value)
  }

  /** A choice, date, reference or set: saved at once. */
  set(name: string, value: Value, shown?: RecordView | null): Promise<void> {
    this.type(name, value, shown)
    return this.flush(name)
  }

  isDirty(name: string): boolean {
    const edit = this.edits.get(name)
    return edit !== undefined && (edit.from === 'unknown' || !sameValue(edit.value, edit.from.value))
  }

  isUnsaved(): boolean {
    return [...this.edits.values()].some((edit) => this.changed(edit))
  }

  /** Commits one field, or all. Resolves when it is durable or has failed; what failed stays in `edits`. */
  flush(name?: string): Promise<void> {
    this.queue = this.queue.then(() => this.commit(name))
    return this.queue
  }

  private begin(name: string, shown: RecordView | null | undefined): Edit {
    let value: Value = (shown ? shown.fields[name] : this.defaults[name]) ?? null
    let base = shown === undefined ? null : (shown?.heads[name] ?? [])
    const own = this.own.get(name)
    if (own && base && sameHeads(base, own.before)) {
      base = own.after
      value = own.value
    }
    const drafted = shown?.drafts.includes(name)
    return { value, stable: value, from: drafted ? 'unknown' : { value }, base, composing: false }
  }

  private changed(edit: Edit): boolean {
    return edit.from === 'unknown' || !sameValue(edit.stable, edit.from.value)
  }

  /** Nothing of it was ever saved; it may already be shown from its own draft. */
  private isUnborn(): boolean {
    const view = this.view()
    // a draft's own field comes with heads, but empty ones
    return !view || Object.values(view.heads).every((heads) => heads.length === 0)
  }

  /** Typed before loading: the record as it is now is what would have been shown. */
  private settleBases(): boolean {
    const view = this.view()
    if (view === undefined) return false
    for (const [name, edit] of this.edits) {
      if (edit.base !== null) continue
      edit.base = view?.heads[name] ?? []
      edit.from = { value: (view ? view.fields[name] : this.defaults[name]) ?? null }
    }
    return true
  }

  private payload(entries: [string, Edit][]) {
    const fields: Record<string, { value: Value; base: string[] }> = {}
    if (this.isUnborn()) {
      for (const [name, value] of Object.entries(this.defaults)) {
        // a default that changed its mind (another speaker) also takes back what a draft holds
        if (isEmpty(value) && !this.draftedDefaults.has(name)) continue
        fields[name] = { value: value ?? null, base: [] }
        this.draftedDefaults.add(name)
      }
    }
    for (const [name, edit] of entries) fields[name] = { value: stored(edit.stable), base: edit.base ?? [] }
    return fields
  }

  private putDrafts() {
    this.draftTimer = undefined
    this.queue = this.queue.then(async () => {
      if (!this.settleBases()) {
        this.draftTimer ??= setTimeout(() => this.putDrafts(), draftMs)
        return
      }
      const entries = [...this.edits].filter(([, edit]) =>
        edit.drafted ? !sameValue(edit.drafted.value, edit.stable) : this.changed(edit),
      )
      if (!entries.length) return
      const values = entries.map(([, edit]) => ({ value: edit.stable }))
      try {
        await call('drafts.put', { entity: this.entity, id: this.id, fields: this.payload(entries) })
        entries.forEach(([, edit], index) => {
          edit.drafted = values[index]
        })
        if (this.draftFailed) {
          this.draftFailed = false
          this.failure = undefined
          this.turn('typing')
        }
      } catch (error) {
        this.draftFailed = true
        this.fail(error)
      }
    })
  }

  private async commit(only?: string) {
    if (!this.settleBases()) {
      // not loaded: the draft timer keeps asking, and the edit keeps its text
      if (this.edits.size) this.draftTimer ??= setTimeout(() => this.putDrafts(), draftMs)
      return
    }
    const chosen = [...this.edits].filter(([name]) => only === undefined || name === only)
    const entries = chosen.filter(([, edit]) => this.changed(edit))
    const idle = chosen.filter(([, edit]) => !this.changed(edit) && !edit.composing)
    try {
      await this.discard(idle)
      if (entries.length) await this.save(entries)
      this.failure = undefined
      this.draftFailed = false
      this.turn(this.edits.size ? 'typing' : 'saved')
    } catch (error) {
      if (isRule(failureOf(error).code)) await this.giveWay(entries, error)
      else this.fail(error)
    }
  }

  /** A rule of the office stands against it, and would again: what was stored shows again, and the reason is said. */
  private async giveWay(entries: [string, Edit][], error: unknown) {
    if (entries.length > 1) {
      for (const [name] of entries) await this.commit(name)
      return
    }
    const drafted = entries.filter(([, edit]) => edit.drafted).map(([name]) => name)
    if (drafted.length)
      await call('drafts.discard', { entity: this.entity, id: this.id, fields: drafted }).catch(() => {})
    for (const [name] of entries) this.edits.delete(name)
    void queryClient.invalidateQueries({ queryKey: this.readKey() })
    this.failure = undefined
    this.turn(this.edits.size ? 'typing' : 'saved')
    showFailure(error)
  }

  private async discard(entries: [string, Edit][]) {
    const drafted = entries.filter(([, edit]) => edit.drafted).map(([name]) => name)
    if (drafted.length) {
      const unborn = this.isUnborn()
      const fields = unborn ? [...new Set([...drafted, ...Object.keys(this.defaults)])] : drafted
      await call('drafts.discard', { entity: this.entity, id: this.id, fields })
      if (unborn) void queryClient.invalidateQueries({ queryKey: this.readKey() })
      else
        this.store((view) => ({
          ...view,
          fields: { ...view.fields, ...Object.fromEntries(entries.map(([name, edit]) => [name, edit.stable])) },
          drafts: view.drafts.filter((name) => !drafted.includes(name)),
        }))
    }
    for (const [name, edit] of entries) if (sameValue(edit.value, edit.stable)) this.edits.delete(name)
  }

  private async save(entries: [string, Edit][]) {
    this.turn('saving')
    const sent = entries.map(([name, edit]) => ({ name, edit, value: stored(edit.stable), base: edit.base ?? [] }))
    const fields: Record<string, { value: Value; base?: string[] }> = this.payload(entries)
    for (const { name, value, base } of sent) {
      // a set's heads lie with its elements; the data process takes the current ones
      if (Array.isArray(value) && !base.length) fields[name] = { value }
    }
    const answer = await call('records.save', { entity: this.entity, id: this.id, fields })
    for (const { name, edit, value, base } of sent) {
      const after = answer.heads[name] ?? base
      this.own.set(name, { before: base, after, value })
      edit.base = after
      edit.from = { value }
      edit.drafted = undefined
      if (!edit.composing && sameValue(edit.value, value)) this.edits.delete(name)
    }
    recordStep({
      kind: 'edit',
      entity: this.entity,
      id: this.id,
      created: answer.created,
      changes: Object.entries(fields).map(([field, { value }]) => ({
        field,
        before: answer.before[field] ?? (Array.isArray(value) ? [] : null),
        after: value,
      })),
    })
    const values = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))
    this.store((view) => ({
      ...view,
      fields: { ...view.fields, ...values },
      heads: { ...view.heads, ...answer.heads },
      drafts: view.drafts.filter((name) => !(name in values)),
    }))
  }

  /** Shows the outcome at once; a read that began before it must not bring the old value back. */
  private store(update: (view: RecordView) => RecordView) {
    const queryKey = this.readKey()
    void queryClient.cancelQueries({ queryKey })
    const empty: RecordView = {
      entity: this.entity,
      id: this.id,
      fields: {},
      heads: {},
      conflicts: [],
      drafts: [],
      deleted: false,
      parentDeleted: false,
      reported: 'unreported',
      created: null,
      updated: null,
    }
    queryClient.setQueryData<RecordView | null>(queryKey, (view) => update(view ?? empty))
    void queryClient.invalidateQueries({ queryKey })
  }

  private readKey() {
    return readKey('records.get', { entity: this.entity, id: this.id })
  }

  private fail(error: unknown) {
    this.failure = failureOf(error)
    this.turn('failed')
  }

  private turn(state: SaveState) {
    // a failure is not talked away by the next key
    this.state = this.failure && state === 'typing' ? 'failed' : state
    this.version++
    reportSave(this.key, { state: this.state, failure: this.failure, retry: () => void this.flush() })
    if (this.state === 'saved') {
      clearTimeout(this.idleTimer)
      clearTimeout(this.draftTimer)
      this.draftTimer = undefined
      if (!this.users) sessions.delete(this.key)
    }
    for (const listener of this.listeners) listener()
  }

  release() {
    void this.flush().then(() => {
      if (!this.users && !this.edits.size) sessions.delete(this.key)
    })
  }
}

const sessions = new Map<string, EditSession>()

export function sessionOf(entity: Entity, id: string): EditSession {
  const key = `${entity}/${id}`
  const session = sessions.get(key) ?? new EditSession(entity, id)
  sessions.set(key, session)
  return session
}

export const openSession = (entity: Entity, id: string): EditSession | undefined => sessions.get(`${entity}/${id}`)

/** Commits everything open: before another page, on Ctrl+S, and before the window closes. */
export async function flushAll(): Promise<void> {
  await Promise.all([...sessions.values()].map((session) => session.flush()))
}

/** Text that is in no store yet but could be; an input method's letters do not count. */
export const hasUnsaved = (): boolean => [...sessions.values()].some((session) => session.isUnsaved())

onLeave(() => void flushAll())
