import { existsSync, readFileSync } from 'node:fs'

/** The highest memory of this process, MiB. On Linux its own: its resource usage begins with what its parent used. */
export function peakMemory(): number {
  const status = '/proc/self/status'
  const own = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024
}
