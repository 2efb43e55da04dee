import type { Input, Named, Output } from '../../shared/contract.ts'
import type { Context } from './context.ts'
import type { ReadableDb, WritableDb } from './db/open.ts'

/** One handler for every operation of the contract; a missing one does not compile, nor does a write handed a reading connection. */
export type ReadHandlers = {
  [K in Named<'data', 'read'>]: (db: ReadableDb, input: Input<K>, context: Context) => Output<K>
}
export type WriteHandlers = {
  [K in Named<'data', 'write'>]: (db: WritableDb, input: Input<K>, context: Context) => Output<K>
}
/** Long work: runs beside the loop, reports progress, stops when `signal` says so. */
export type WorkHandlers = { [K in Named<'data', 'work'>]: (input: Input<K>, context: Context) => Promise<Output<K>> }
