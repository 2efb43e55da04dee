import type { Entity } from './fields.ts'
import { nouns } from './nouns.ts'

/**
 * Fields that only move by an operation of their own, which writes what it does into the record of proceedings: neither an edit nor its
 * undo, a draft or a choice in a conflict goes around it. To each the values a new record may begin with.
 */
const guarded: { readonly [E in Entity]?: Readonly<Record<string, readonly string[]>> } = {
  measures: { stage: ['proposed'], outcome: [] },
  directives: { stage: ['open'] },
  documents: { stage: ['draft'] },
  // written once, by the operation it tells of
  proceedings: Object.fromEntries(Object.keys(nouns.proceedings.fields).map((name) => [name, []])),
}

/** What a field may begin with where it is guarded; `undefined`: anybody may edit it. */
export const beginningsOf = (entity: Entity, field: string): readonly string[] | undefined => guarded[entity]?.[field]

/** Nouns whose stage moves by steps. */
export const stagedNouns = ['measures', 'directives', 'documents'] as const
export type StagedNoun = (typeof stagedNouns)[number]
/** The field of a proceeding that names a record of each. */
export const proceedingField = { measures: 'measure', directives: 'directive', documents: 'document' } as const
export const isStaged = (entity: Entity): entity is StagedNoun => (stagedNouns as readonly string[]).includes(entity)
