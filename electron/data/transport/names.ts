import { createHash } from 'node:crypto'

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

/** The same for the same package: what a cut left is replaced by the next try. Short, whatever the final name. */
export function temporaryName(name: string): string {
  const mark = createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 16)
  return `.shanyan-put-${mark}.part`
}
