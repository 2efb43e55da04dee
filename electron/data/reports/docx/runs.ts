import { Bookmark, InternalHyperlink, type ParagraphChild, TextRun } from 'docx'
import { type Face, faces, grey, sizes, spacing } from '../../../../shared/papers/layout.ts'
import type { Line } from '../../../../shared/papers/model.ts'
import { xmlSafe } from '../../../../shared/papers/xml-safe.ts'

/** How a line's runs are set; `size` in half-points. */
export type Type = { face: Face; size: number; bold?: boolean; colour?: string }

export const bodyType: Type = { face: 'body', size: sizes.body }
export const tableType: Type = { face: 'body', size: sizes.table }

/** All four slots, and the hint that keeps quotation marks full-width: WPS needs them on every run. */
const fonts = Object.fromEntries(
  Object.entries(faces).map(([face, name]) => [
    face,
    { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' },
  ]),
) as Record<Face, { ascii: string; hAnsi: string; eastAsia: string; cs: string; hint: string }>

const dashed = { type: 'dash', color: grey } as const

type More = { missing?: boolean | undefined; bold?: boolean | undefined; raised?: boolean }

export const textRun = (text: string, { face, size, colour, bold }: Type, more: More = {}): TextRun =>
  new TextRun({
    text: xmlSafe(text).replace(/[\r\n\t]+/g, ' '),
    font: fonts[face],
    size,
    characterSpacing: spacing,
    ...(bold || more.bold ? { bold: true } : {}),
    ...(more.missing ? { color: grey, underline: dashed } : colour ? { color: colour } : {}),
    ...(more.raised ? { superScript: true } : {}),
  })

const noteAnchor = (number: number) => `note-${number}`
const citeAnchor = (number: number) => `cite-${number}`

/** Marks of end notes lead to the note and from there back to the first place that cites it. */
export function createRuns() {
  const marked = new Set<number>()
  const mark = (number: number, type: Type): ParagraphChild[] => {
    const link = new InternalHyperlink({
      anchor: noteAnchor(number),
      children: [textRun(`[${number}]`, type, { raised: true })],
    })
    if (marked.has(number)) return [link]
    marked.add(number)
    return [new Bookmark({ id: citeAnchor(number), children: [link] })]
  }
  return {
    line: (line: Line, type: Type): ParagraphChild[] =>
      line.flatMap((run) => ('note' in run ? mark(run.note, type) : run.text ? [textRun(run.text, type, run)] : [])),
    /** Begins a note. */
    noteStart: (number: number, type: Type): ParagraphChild =>
      new Bookmark({
        id: noteAnchor(number),
        children: [new InternalHyperlink({ anchor: citeAnchor(number), children: [textRun(`[${number}] `, type)] })],
      }),
  }
}
export type Runs = ReturnType<typeof createRuns>
