import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'
import { photo as box, tableLine } from '../../../../shared/papers/layout.ts'
import type { Photo } from '../../../../shared/papers/model.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { Setting } from './blocks.ts'
import { tableType, textRun } from './runs.ts'
import { shares } from './tables.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * 96)

/** Photos two a row, the last of an odd number alone; each with its 图说, which stays with it. */
export function photoTable(photos: readonly Photo[], setting: Setting): Table {
  const rows: TableRow[] = []
  for (let at = 0; at < photos.length; at += 2) {
    const pair = photos.slice(at, at + 2)
    rows.push(new TableRow({ cantSplit: true, children: pair.map((photo) => cell(photo, pair.length === 1, setting)) }))
  }
  return new Table({
    rows,
    columnWidths: shares([1, 1], setting.width),
    width: { size: setting.width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders,
  })
}

function cell(photo: Photo, isAlone: boolean, { runs, pictureOf }: Setting): TableCell {
  const picture = pictureOf(photo)
  const size = picture && fitted(picture.width, picture.height, isAlone ? box.single : box.width)
  const children =
    picture && size
      ? [new ImageRun({ type: picture.type, data: picture.stand, transformation: size })]
      : [textRun(text.papers.photoMissing, tableType, { missing: true })]
  return new TableCell({
    ...(isAlone ? { columnSpan: 2 } : {}),
    children: [
      new Paragraph({
        children,
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { before: 80, after: 40, line: 240, lineRule: LineRuleType.AUTO },
      }),
      new Paragraph({
        children: runs.line(photo.caption, tableType),
        alignment: AlignmentType.CENTER,
        spacing: { line: tableLine, lineRule: LineRuleType.EXACT, before: 0, after: 80 },
      }),
    ],
  })
}

/** In pixels of 1/96 inch. */
function fitted(width: number, height: number, widest: number): { width: number; height: number } {
  const scale = Math.min(pixels(widest) / width, pixels(box.height * (widest / box.width)) / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
