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
process.once('exit', () => {
  for (const disk of disks) {
    if (disk.mounted) unmount(disk.folder)
    try {
      rmdirSync(disk.folder)
    } catch {
      // something still lies in the place of the disk
    }
  }
})

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
