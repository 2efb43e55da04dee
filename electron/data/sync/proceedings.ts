import { v7 } from 'uuid'
import { proceedingField, type StagedNoun } from '../../../shared/domain/guarded.ts'
import type { proceedingKinds } from '../../../shared/domain/measures.ts'
import { Refusal } from '../../../shared/result.ts'
import type { Context } from '../context.ts'
import { storedProfile } from '../keys/own-device.ts'
import type { Edit, Value } from './changes.ts'

type Entry = {
  kind: (typeof proceedingKinds)[number]
  /** Why. */
  text: string
  from?: string | null
  to?: string | null
  /** Left out: whoever sits at this computer. */
  actor?: string | undefined
  due?: string
  answers?: string
}

/** Wall-clock time here, as proceedings and photos write it. */
export function localTime(milliseconds: number): string {
  const date = new Date(milliseconds)
  return new Date(milliseconds - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
export const localDate = (milliseconds: number): string => localTime(milliseconds).slice(0, 10)

const edits = (fields: Record<string, Value | undefined>): Record<string, Edit> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [[name, { value }]])))

/** Adds an entry to a record's proceedings: who, when, why. Belongs to the caller's transaction. */
export function addProceeding(context: Context, entity: StagedNoun, record: string, entry: Entry): string {
  const profile = storedProfile(context.db)
  const id = v7()
  const who = entry.actor?.trim() || profile?.person || profile?.deviceName || ''
  const fields = { [proceedingField[entity]]: record, ...entry, actor: who, at: localTime(context.now()) }
  context.log.write('proceedings', id, edits(fields), 'step')
  return id
}

/**
 * Moves a record's stage, with `fields` it changes besides, and writes the move into its proceedings: all of it or nothing. The caller
 * has asked the rules.
 */
export function moveStage(
  context: Context,
  entity: StagedNoun,
  id: string,
  move: { from: string | null; to: string; text: string; fields?: Record<string, Value> },
): string {
  const { from, to, text, fields = {} } = move
  return context.log.atomically(() => {
    const changed = Object.entries({ stage: to, ...fields }).map(([name, value]) => [name, { value }])
    context.log.write(entity, id, Object.fromEntries(changed), 'step')
    return addProceeding(context, entity, id, { kind: 'move', from, to, text })
  })
}

/**
 * Steps name the stage they start from: they do not wait while an import may be changing it.
 * @throws Refusal `data-busy`
 */
export function whileFree<T>(context: Context, work: () => T): T {
  if (context.jobs.holding()) throw new Refusal('data-busy')
  return context.log.atomically(work)
}
