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
import { absentPhoto, type Photo } from '../../../../shared/papers/model.ts'
import type { Picture } from '../pictures.ts'
import type { Setting } from './blocks.ts'
import { tableType } from './runs.ts'
import { shares } from './tables.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
const twipsOfPixel = 15
const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * 96)

/** Photos two a row, the last of an odd number alone; each with its 图说, which stays with it. */
export function photoTable(photos: readonly Photo[], setting: Setting): Table {
  const rows: TableRow[] = []
  for (let at = 0; at < photos.length; at += 2) {
    const pair = photos.slice(at, at + 2)
    const widest = pair.length === 1 ? box.single : box.width
    const fit = pair.map((photo) => {
      const picture = setting.pictureOf(photo)
      return picture && { picture, size: fitted(picture.width, picture.height, widest) }
    })
    const tallest = Math.max(...fit.map((one) => one?.size.height ?? 0))
    const cells = pair.map((photo, side) =>
      cell(photo, fit[side] ?? null, { tallest, isAlone: pair.length === 1 }, setting),
    )
    rows.push(new TableRow({ cantSplit: true, children: cells }))
  }
  return new Table({
    rows,
    columnWidths: shares([1, 1], setting.width),
    width: { size: setting.width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders,
  })
}

type Fit = { picture: Picture; size: { width: number; height: number } }

/** A picture that is less high than its neighbour stands lower, so that their 图说 are on one line. */
function cell(photo: Photo, fit: Fit | null, row: { tallest: number; isAlone: boolean }, { runs }: Setting): TableCell {
  const children = fit
    ? [new ImageRun({ type: fit.picture.type, data: fit.picture.stand, transformation: fit.size })]
    : runs.line([absentPhoto(photo)], tableType)
  const lower = fit ? (row.tallest - fit.size.height) * twipsOfPixel : 0
  return new TableCell({
    ...(row.isAlone ? { columnSpan: 2 } : {}),
    children: [
      new Paragraph({
        children,
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { before: 80 + lower, after: 40, line: 240, lineRule: LineRuleType.AUTO },
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
