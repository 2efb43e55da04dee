import type { Failure } from '../../shared/result.ts'
import { errorDefaults } from '../../shared/text/zh-cn/errors.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { asRefusal } from './db/open.ts'

/** The value an operation answers with when something was refused: the catalogue's words, filled in. */
export function failureOf(error: unknown): Failure {
  const refusal = asRefusal(error)
  if (!refusal) {
    // A programming error: its trace helps whoever gets the copied details, its values may be private and stay out of the log.
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { code: 'unexpected', ...text.errors.unexpected, detail }
  }
  const { message, next } = text.errors[refusal.code]
  const values: Record<string, string | number> = { ...errorDefaults, ...refusal.values }
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return {
    code: refusal.code,
    message: fill(message),
    next: fill(next),
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
  }
}
