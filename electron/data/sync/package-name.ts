/** Characters a name may have at most: UTF-8 of two names and the rest stays within 255 bytes. */
const longest = 20

/** A name as part of a file name on any file system: no signs Windows forbids, no dots or blanks at its ends. */
function safe(name: string): string {
  const cleaned = [...name.normalize('NFC')]
    .filter((sign) => !/[<>:"/\\|?*\p{C}]/u.test(sign))
    .slice(0, longest)
    .join('')
    .replace(/^[\s.-]+|[\s.-]+$/gu, '')
  return cleaned || '未命名'
}

/** Characters of the recipient's fingerprint in a file's name, so that others at the same place need not fetch it. */
export const tagOf = (device: string | null): string => (device ?? '').slice(0, 6)

/** `善研名片-一组.shanyan-card` */
export const cardFileName = (name: string): string => `善研名片-${safe(name)}.shanyan-card`

/**
 * `善研-一组-给总会办公室-第0003号-20261123-1530.shanyan`, in local time; without a number it is a receipt; `again` tells names of the
 * same minute apart. `tag` marks the recipient where several share a place.
 */
export function packageFileName(
  from: string,
  to: string,
  number: number | null,
  at: Date,
  again: number,
  tag = '',
): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
  const time = two(at.getHours()) + two(at.getMinutes())
  const which = number === null ? '回执' : `第${String(number).padStart(4, '0')}号`
  const suffix = `${tag && `-${tag}`}${again > 0 ? `-${again}` : ''}`
  return `善研-${safe(from)}-给${safe(to)}-${which}-${day}-${time}${suffix}.shanyan`
}

/** What a file's name claims, where what is in it cannot be read any more: enough to say whom to ask for which package. */
export function claimOfFileName(file: string): { sender: string | null; number: number | null } {
  const [, sender, number] = /^善研-(.+?)-给.+-(?:第(\d{1,9})号|回执)-\d{8}-\d{4}/u.exec(file.normalize('NFC')) ?? []
  return { sender: sender ?? null, number: number === undefined ? null : Number(number) }
}
