import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = {
  folder: string
  /** Leaves not one byte; `free` takes that back. */
  fill(): void
  free(): void
  readOnly(): void
  /** Pulled out while files on it are open. */
  pull(): void
  /** The same place, with nothing on it. */
  plugIn(): void
}

const disks: { folder: string; mounted: boolean }[] = []

/** Takes every disk of the test away, with what a window left beside it. A worker's `exit` does not always come: for `afterAll`. */
export function removeDisks(): void {
  for (const { folder, mounted } of disks.splice(0)) {
    if (mounted) unmount(folder)
    for (const place of [folder, `${folder}-window`]) rmSync(place, { recursive: true, force: true })
  }
}

const mount = (folder: string, options: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
const unmount = (folder: string) => execFileSync('umount', ['-l', folder], { stdio: 'ignore' })

/** Only root may mount; elsewhere these tests say that they were left out. */
export const mayMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const folder = mkdtempSync(join(tmpdir(), 'shanyan-may-mount-'))
  try {
    mount(folder, 'size=64k')
    unmount(folder)
    return true
  } catch {
    return false
  } finally {
    rmdirSync(folder)
  }
})()

/** A file system of its own, of so many bytes, e.g. `64k` or `24m`. */
export function smallDisk(size: string): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'shanyan-disk-'))
  const disk = { folder, mounted: false }
  disks.push(disk)
  const plugIn = () => {
    mount(folder, `size=${size}`)
    disk.mounted = true
  }
  plugIn()
  const filler = join(folder, 'filler')
  return {
    folder,
    plugIn,
    pull() {
      unmount(folder)
      disk.mounted = false
    },
    readOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    fill() {
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(bavail * bsize))
    },
    free: () => rmSync(filler),
  }
}
