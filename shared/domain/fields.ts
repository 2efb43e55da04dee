/**
 * The field kinds a synced record is made of. A noun is described once, as plain data; its row type, its input check and its
 * handling in the change log follow from that description.
 */

/** Every synced noun. The same plural is used in tables, operations and folders. */
export type Entity =
  | 'campaigns'
  | 'teams'
  | 'regions'
  | 'organizations'
  | 'people'
  | 'visits'
  | 'sites'
  | 'projects'
  | 'meetings'
  | 'statements'
  | 'findings'
  | 'directives'
  | 'indicators'
  | 'attachments'
  | 'measures'
  | 'proceedings'
  | 'documents'
  | 'sections'
  | 'versions'
  | 'consultations'
  | 'opinions'
  | 'citations'
  | 'agendaItems'
  | 'templates'
  | 'customFields'
  | 'customValues'

export type Field =
  /** One line of text. */
  | { kind: 'text' }
  /** Running text; concurrent edits are merged word by word for display (sync rule 3). */
  | { kind: 'prose' }
  | { kind: 'integer' }
  /** Exact decimal as text, never a float: "4.91". */
  | { kind: 'decimal' }
  /** Calendar date `YYYY-MM-DD`, or `YYYY-MM` where only the month is known. */
  | { kind: 'date' }
  /** Local wall-clock time `YYYY-MM-DDTHH:mm[:ss]`: what the camera or the note-taker's watch said. */
  | { kind: 'time' }
  | { kind: 'flag' }
  /** One of `values`; a value written by a newer version is kept and shown as it is (sync rule 12). */
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'ref'; to: Entity }
  /** A set is one logged field per element (`participants/<id>`), so additions on two computers never conflict. */
  | { kind: 'set'; of: 'text' | Entity }
  /** Fractional key that orders siblings; ties are broken by id. */
  | { kind: 'order' }

export const text = { kind: 'text' } as const
export const prose = { kind: 'prose' } as const
export const integer = { kind: 'integer' } as const
export const decimal = { kind: 'decimal' } as const
export const date = { kind: 'date' } as const
export const time = { kind: 'time' } as const
export const flag = { kind: 'flag' } as const
export const order = { kind: 'order' } as const
export const choice = <const V extends readonly string[]>(values: V) => ({ kind: 'choice', values }) as const
export const ref = <const E extends Entity>(to: E) => ({ kind: 'ref', to }) as const
export const set = <const E extends Entity | 'text'>(of: E) => ({ kind: 'set', of }) as const

/** The value a field has in a row and in the window: sets are sorted arrays of elements, flags 0 or 1, unknown is `null`. */
export type ValueOf<F> = F extends { kind: 'set' }
  ? string[]
  : F extends { kind: 'integer' }
    ? number | null
    : F extends { kind: 'flag' }
      ? 0 | 1 | null
      : F extends { kind: 'choice'; values: readonly (infer V extends string)[] }
        ? V | null
        : string | null

export type Fields = Record<string, Field>

/** A noun: its fields and which change stream its new records join (sync rule 1). */
export type Noun<F extends Fields = Fields> = {
  fields: F
  /** `own`: the record's id is its stream (campaigns). `base`: shared by all. A list of ref or set fields: the stream of the first target. */
  stream: 'own' | 'base' | readonly string[]
}

export const noun = <const F extends Fields>(stream: Noun['stream'], fields: F): Noun<F> => ({ stream, fields })

/** A row as lists and pages receive it. */
export type RowOf<N> = N extends Noun<infer F> ? { id: string } & { -readonly [K in keyof F]: ValueOf<F[K]> } : never

/** What a user's edit may carry: any subset of fields. */
export type PatchOf<N> = N extends Noun<infer F> ? { -readonly [K in keyof F]?: ValueOf<F[K]> } : never
