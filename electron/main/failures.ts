import type { Failure, FailureCode, Result } from '../../shared/contract.ts'
import { mainText } from '../../shared/text/zh-cn/main.ts'

type MainFailure = keyof typeof mainText.failures & FailureCode

/** A refusal the main process expects; `ipc.ts` turns it into a `Failure`. */
export class MainRefusal extends Error {
  readonly code: MainFailure
  readonly detail: string | undefined

  constructor(code: MainFailure, detail?: string) {
    super(code)
    this.name = 'MainRefusal'
    this.code = code
    this.detail = detail
  }
}

/** The JSON text of a failed `Result`, as calls are answered. */
export function failureBody(code: MainFailure, detail?: string): string {
  const failure: Failure = { code, ...mainText.failures[code], ...(detail ? { detail } : {}) }
  return JSON.stringify({ ok: false, error: failure } satisfies Result<never>)
}

export function successBody(value: unknown): string {
  return JSON.stringify({ ok: true, value: value ?? null })
}
