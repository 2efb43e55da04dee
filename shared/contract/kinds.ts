/** What operations are written with: inputs that many share, and the kinds of operation. */
import * as z from 'zod/mini'
import type { Entity } from '../domain/fields.ts'
import { entities } from '../domain/nouns.ts'

export const id = z.string().check(z.uuid())
export const entity = z.enum(entities as [Entity, ...Entity[]])
export const short = z.string().check(z.maxLength(200))
export const job = z.optional(id)
/** Pages are bounded; a window never asks for more than it can show. */
export const paging = { offset: z.int().check(z.minimum(0)), limit: z.int().check(z.minimum(1), z.maximum(500)) }
export const value = z.union([
  z.string().check(z.maxLength(2_000_000)),
  z.int(),
  z.null(),
  z.array(z.string().check(z.maxLength(500))).check(z.maxLength(5000)),
])
/** Write references a field showed when its editor was opened; they become the parents of the write (sync rule 3). */
export const heads = z.array(z.string().check(z.maxLength(120))).check(z.maxLength(200))
export const fieldName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/))
export const paths = z.array(z.string().check(z.maxLength(4096))).check(z.minLength(1), z.maxLength(1000))
export const ids = z.array(id).check(z.minLength(1), z.maxLength(1000))
/** As many as are saved in one go. */
export const manyIds = z.array(id).check(z.minLength(1), z.maxLength(5000))
export const none = z.strictObject({})
export const passphrase = z.string().check(z.minLength(1), z.maxLength(200))

/** `output` exists for the compiler only. */
export type Operation<W, K, I, O> = { readonly where: W; readonly kind: K; readonly input: I; readonly output?: O }
export const read = <I extends z.ZodMiniType, O>(input: I, _: O): Operation<'data', 'read', I, O> => ({
  where: 'data',
  kind: 'read',
  input,
})
export const write = <I extends z.ZodMiniType, O>(input: I, _: O): Operation<'data', 'write', I, O> => ({
  where: 'data',
  kind: 'write',
  input,
})
/** Long work outside the data process's loop: runs in a worker with its own connection, announces progress, can be cancelled. */
export const work = <I extends z.ZodMiniType, O>(input: I, _: O): Operation<'data', 'work', I, O> => ({
  where: 'data',
  kind: 'work',
  input,
})
export const main = <I extends z.ZodMiniType, O>(input: I, _: O): Operation<'main', 'read', I, O> => ({
  where: 'main',
  kind: 'read',
  input,
})
/** Names an operation's output type without a value at run time. */
export const gives = <O>() => undefined as unknown as O
