import { type OperationName, operations, type Result } from '../../shared/contract.ts'
import { Refusal } from '../../shared/result.ts'
import type { Context } from './context.ts'
import { failureOf } from './failure.ts'
import { reads, works, writes } from './operations.ts'

/**
 * Answers one request: parses its input once, runs its handler, and gives the JSON text of the `Result`. It never throws.
 */
export async function dispatch(operation: string, input: unknown, context: Context): Promise<string> {
  let result: Result<unknown>
  try {
    result = { ok: true, value: (await run(operation, input, context)) ?? null }
  } catch (error) {
    result = { ok: false, error: failureOf(error) }
  }
  return JSON.stringify(result)
}

function run(operation: string, input: unknown, context: Context): unknown {
  if (!Object.hasOwn(operations, operation))
    throw new Refusal('bad-input', {}, `no operation ${operation.slice(0, 80)}`)
  const { where, kind, input: schema } = operations[operation as OperationName]
  if (where !== 'data') throw new Refusal('bad-input', {}, operation)
  const parsed = schema.safeParse(input)
  if (!parsed.success)
    throw new Refusal('bad-input', {}, `${operation}: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`)
  // The schema has just made the input what the handler's type says; the compiler cannot follow a name known only at run time.
  const value = parsed.data as never
  if (kind === 'read') return reads[operation as keyof typeof reads](context.reader, value, context)
  if (kind === 'write') return writes[operation as keyof typeof writes](context.db, value, context)
  return works[operation as keyof typeof works](value, context)
}

/** Numbers and choices beside the page: they may come after its rows. */
const beside = new Set<string>([
  'counts.get',
  'topics.list',
  'teams.list',
  'campaigns.list',
  'findings.groups',
  'drafts.recovered',
  'drafts.refused',
])

/** For the queue: what was written, then what is read, then what stands beside it. */
export function rankOf(operation: string): 0 | 1 | 2 {
  if (!Object.hasOwn(operations, operation)) return 1
  if (operations[operation as OperationName].kind === 'write') return 0
  return beside.has(operation) ? 2 : 1
}
