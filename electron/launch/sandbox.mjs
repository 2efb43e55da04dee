/** Switches that containers and the root user need; a normal desktop gets none. */
import { statfsSync } from 'node:fs'
import { isRoot, onLinux, run } from './exec.mjs'

export function environmentSwitches() {
  if (!onLinux) return []
  const switches = []
  // Chromium's sandbox refuses root, and needs user namespaces otherwise
  if (isRoot || run('unshare', ['-U', 'true']).code !== 0) switches.push('--no-sandbox')
  if (sharedMemory() < 256 << 20) switches.push('--disable-dev-shm-usage')
  return switches
}

function sharedMemory() {
  try {
    const { bsize, bavail } = statfsSync('/dev/shm')
    return bsize * bavail
  } catch {
    return 0
  }
}
