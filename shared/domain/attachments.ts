import { integer, noun, type RowOf, ref, text, time } from './fields.ts'

/** 附件、照片: metadata of a file in the content store. */
export const attachments = noun(['visit', 'meeting', 'measure', 'document'], {
  /** Lower-case hex SHA-256 of the bytes; the name in the content store and in packages. */
  sha256: text,
  mediaType: text,
  /** Bytes. */
  size: integer,
  name: text,
  caption: text,
  takenAt: time,
  width: integer,
  height: integer,
  visit: ref('visits'),
  site: ref('sites'),
  meeting: ref('meetings'),
  measure: ref('measures'),
  document: ref('documents'),
  /** Degrees clockwise it is shown turned by, beyond what its EXIF says. */
  rotation: integer,
  /** Of sound and video. */
  milliseconds: integer,
})
export type Attachment = RowOf<typeof attachments>
