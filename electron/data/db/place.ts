import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { text } from '../../../shared/text/zh-cn.ts'

const networkSystems =
  /^(nfs4?|cifs|smb3?|smbfs|9p|afs|ncpfs|fuse\.(sshfs|rclone|davfs|s3fs|gvfsd-fuse)|davfs|ceph|glusterfs)$/

/**
 * Makes sure the data folder may hold a database: on this computer's own disk, and writable. SQLite's locks and its promise that a
 * committed transaction is on the disk do not hold on network drives; a stick is pulled out.
 * @throws Refusal `database-place`, `database-read-only`
 */
export function checkPlace(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new Refusal('database-read-only', { path: folder }, String(error))
  }
  const kind = process.platform === 'win32' ? windowsPlace(folder) : linuxPlace(folder)
  if (kind) throw new Refusal('database-place', { place: text.places[kind] }, folder)
}

type Place = 'network' | 'removable' | null

function linuxPlace(folder: string): Place {
  let table: string
  try {
    table = readFileSync('/proc/self/mountinfo', 'utf8')
  } catch {
    return null
  }
  return mountKind(table, realpathSync(folder), isRemovable)
}

/** What a folder's mount is, from the text of /proc/self/mountinfo. Exported for its test. */
export function mountKind(mountinfo: string, folder: string, removable: (device: string) => boolean): Place {
  let best = { point: '', type: '', device: '' }
  for (const line of mountinfo.split('\n')) {
    const [left, right] = line.split(' - ')
    const fields = left?.split(' ')
    if (!fields || !right) continue
    const point = (fields[4] ?? '').replace(/\\([0-7]{3})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    )
    const inside = folder === point || folder.startsWith(point === '/' ? '/' : `${point}/`)
    if (inside && point.length >= best.point.length)
      best = { point, type: right.split(' ')[0] ?? '', device: fields[2] ?? '' }
  }
  if (networkSystems.test(best.type)) return 'network'
  return removable(best.device) ? 'removable' : null
}

function isRemovable(device: string): boolean {
  for (const file of [`/sys/dev/block/${device}/removable`, `/sys/dev/block/${device}/../removable`]) {
    try {
      return readFileSync(file, 'utf8').trim() === '1'
    } catch {
      // not a whole disk: its parent tells
    }
  }
  return false
}

/** UNC paths and mapped or removable drives. The default folder lies on the system drive and needs no look. */
function windowsPlace(folder: string): Place {
  const path = isAbsolute(folder) ? folder : resolve(folder)
  if (/^[\\/]{2}(?![?.])/.test(path) || /^\\\\\?\\UNC\\/i.test(path)) return 'network'
  const drive = /^(?:\\\\\?\\)?([a-z]):/i.exec(path)?.[1]?.toUpperCase()
  if (!drive || `${drive}:` === process.env.SystemDrive?.toUpperCase()) return null
  try {
    const script = `(Get-CimInstance Win32_LogicalDisk -Filter "DeviceID='${drive}:'").DriveType`
    const answer = execFileSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
      timeout: 8000,
    })
      .toString()
      .trim()
    return answer === '2' ? 'removable' : answer === '4' ? 'network' : null
  } catch {
    return null
  }
}
