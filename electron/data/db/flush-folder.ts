import { closeSync, fsyncSync, openSync } from 'node:fs'

/** So that the name survives a pulled stick; not every system can flush a folder, and the file itself is safe. */
export function flushFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch {
    // Windows, some network file systems
  }
}
