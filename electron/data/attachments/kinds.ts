/** What a file is, told by its bytes: a name proves nothing. */

/** What the window draws itself. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp'] as const
export const plainType = 'application/octet-stream'

type Kind = { mediaType: string; extension: string }

const kind = (mediaType: string, extension: string): Kind => ({ mediaType, extension })

/** Names of files that a system would run. They are not taken in under any content. */
const runnable =
  /\.(exe|com|scr|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|url|pif|cpl|jar|reg|inf|chm|app|dmg|pkg|sh|run|apk|appimage|desktop|dll|sys|gadget|scf|application|msc|settingcontent-ms)$/i
const pictureNames = /\.(jpe?g|jfif|png|webp|gif|bmp|hei[cf])$/i

const officeZip: Record<string, Kind> = {
  docx: kind('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'),
  xlsx: kind('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'),
  pptx: kind('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'),
}
const officeOld: Record<string, Kind> = {
  doc: kind('application/msword', 'doc'),
  xls: kind('application/vnd.ms-excel', 'xls'),
  ppt: kind('application/vnd.ms-powerpoint', 'ppt'),
  wps: kind('application/vnd.ms-works', 'wps'),
  et: kind('application/vnd.ms-excel', 'et'),
  dps: kind('application/vnd.ms-powerpoint', 'dps'),
}
const movieBrands: Record<string, Kind> = {
  'qt  ': kind('video/quicktime', 'mov'),
  'M4A ': kind('audio/mp4', 'm4a'),
  'M4V ': kind('video/mp4', 'mp4'),
}

export const extensionOf = (name: string): string => /\.([^./\\]{1,20})$/.exec(name)?.[1]?.toLowerCase() ?? ''
export const isPictureName = (name: string): boolean => pictureNames.test(name)

/** True for what a system would run: by its name, or by its first bytes. */
export function isRunnable(head: Buffer, name: string): boolean {
  // Windows drops dots and blanks at the end of a name before it looks at the extension
  if (runnable.test(name.replace(/[. ]+$/, ''))) return true
  const start = head.toString('latin1', 0, 4)
  return (
    start.startsWith('MZ') ||
    start === '\x7fELF' ||
    start.startsWith('#!') ||
    /^(\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)$/.test(start)
  )
}

/** Media type and the extension that belongs to it, or `undefined` where the bytes say nothing known. */
export function kindOf(head: Buffer, name: string): Kind | undefined {
  if (head.length < 12) return textKind(head, name)
  const ascii = (from: number, to: number) => head.toString('latin1', from, to)
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return kind('image/jpeg', 'jpg')
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return kind('image/png', 'png')
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return kind('image/gif', 'gif')
  if (ascii(0, 2) === 'BM') return kind('image/bmp', 'bmp')
  if (ascii(0, 5) === '%PDF-') return kind('application/pdf', 'pdf')
  if (ascii(0, 4) === 'RIFF') return riffKind(ascii(8, 12))
  if (ascii(4, 8) === 'ftyp') return movieKind(ascii(8, 12))
  if (ascii(0, 4) === '\x1aE\xdf\xa3') return kind('video/webm', 'webm')
  if (ascii(0, 4) === 'OggS') return kind('audio/ogg', 'ogg')
  if (ascii(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return kind('audio/mpeg', 'mp3')
  if (ascii(0, 4) === 'PK\x03\x04') return officeKind(head, name)
  if (ascii(0, 8) === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return officeOld[extensionOf(name)]
  return textKind(head, name)
}

function riffKind(form: string): Kind | undefined {
  if (form === 'WEBP') return kind('image/webp', 'webp')
  if (form === 'WAVE') return kind('audio/wav', 'wav')
  return form === 'AVI ' ? kind('video/x-msvideo', 'avi') : undefined
}

function movieKind(brand: string): Kind {
  if (/^(heic|heix|hevc|heim|heis|mif1|msf1)$/.test(brand)) return kind('image/heic', 'heic')
  return movieBrands[brand] ?? kind('video/mp4', 'mp4')
}

/** An archive is only what its name says where the part of that kind stands at its beginning; one with macros is none of these. */
function officeKind(head: Buffer, name: string): Kind | undefined {
  const extension = extensionOf(name)
  const parts: Record<string, string> = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' }
  const part = parts[extension]
  const start = head.toString('latin1')
  const fits =
    part && (start.includes('[Content_Types].xml') || start.includes(part)) && !start.includes('vbaProject.bin')
  return fits ? officeZip[extension] : undefined
}

function textKind(head: Buffer, name: string): Kind | undefined {
  const extension = extensionOf(name)
  if (extension !== 'txt' && extension !== 'csv') return undefined
  return head.includes(0) ? undefined : kind(extension === 'csv' ? 'text/csv' : 'text/plain', extension)
}

const openable: Kind[] = [
  ...Object.values(officeZip),
  ...Object.values(officeOld),
  ...Object.values(movieBrands),
  kind('image/jpeg', 'jpg'),
  kind('image/png', 'png'),
  kind('image/gif', 'gif'),
  kind('image/bmp', 'bmp'),
  kind('image/webp', 'webp'),
  kind('image/heic', 'heic'),
  kind('application/pdf', 'pdf'),
  kind('video/mp4', 'mp4'),
  kind('video/webm', 'webm'),
  kind('video/x-msvideo', 'avi'),
  kind('audio/mpeg', 'mp3'),
  kind('audio/wav', 'wav'),
  kind('audio/ogg', 'ogg'),
  kind('text/plain', 'txt'),
  kind('text/csv', 'csv'),
]
/** Extensions of files that another program may be asked to open. */
export const openableExtensions: ReadonlySet<string> = new Set(openable.map(({ extension }) => extension))
