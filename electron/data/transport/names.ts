import { createHash, randomBytes } from 'node:crypto'

export const extension = '.shanyan'

/** Packages stay below 4 GiB (S-8.2): what claims to be larger is none. */
export const largestFile = 4 * 1024 ** 3 - 1

const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*\./i

/** A plain file name every system takes: what a place lists may be anything. */
export function isPackageName(name: string): boolean {
  return (
    name.endsWith(extension) &&
    name.length > extension.length &&
    Buffer.byteLength(name) <= 255 &&
    !/[<>:"/\\|?*\p{C}]/u.test(name) &&
    !/^[\s.]/u.test(name) &&
    !devices.test(name)
  )
}

const temporaryStart = (name: string) =>
  `.shanyan-put-${createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 16)}-`

/**
 * A new one for each try: after a cut a server may hold, or still write, the file of the last one for a while. Short, whatever the
 * final name.
 */
export function temporaryName(name: string): string {
  return `${temporaryStart(name)}${randomBytes(4).toString('hex')}.part`
}

/** Whether a file is what an earlier try to put this package left. */
export function isLeftover(file: string, name: string): boolean {
  return file.startsWith(temporaryStart(name)) && /^[0-9a-f]{8}\.part$/.test(file.slice(temporaryStart(name).length))
}
