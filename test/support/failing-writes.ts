import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const writing = ['writeSync', 'writeFileSync', 'fsyncSync', 'renameSync', 'mkdirSync', 'copyFileSync'] as const
type Name = (typeof writing)[number] | 'openSync'

/**
 * From now on the system calls of this process that change files are counted, and the `failing`th fails, once or from then on.
 * SQLite's own are not among them.
 */
export function failWrites(failing: number, code: 'ENOSPC' | 'EIO', { lasting }: { lasting: boolean }) {
  const names = [...writing, 'openSync'] as const
  const real = Object.fromEntries(names.map((name) => [name, fs[name]])) as Pick<typeof fs, Name>
  let calls = 0
  let failed: string | undefined
  const count = (name: Name) => {
    calls++
    if (calls !== failing && !(lasting && calls > failing)) return
    failed ??= name
    throw Object.assign(new Error(`${code}: injected at write call ${calls}, ${name}`), { code })
  }
  const patched = fs as unknown as Record<Name, (...args: unknown[]) => unknown>
  for (const name of writing) {
    const call = real[name] as (...args: unknown[]) => unknown
    patched[name] = (...args) => {
      count(name)
      return call(...args)
    }
  }
  patched.openSync = (path, flags, ...rest) => {
    if (typeof flags === 'string' && /[wax+]/.test(flags)) count('openSync')
    return real.openSync(path as string, flags as string, ...(rest as []))
  }
  syncBuiltinESMExports()
  return {
    /** Write calls so far. */
    calls: () => calls,
    /** The call that failed first. */
    failed: () => failed,
    restore() {
      for (const name of names) patched[name] = real[name] as (...args: unknown[]) => unknown
      syncBuiltinESMExports()
    },
  }
}
