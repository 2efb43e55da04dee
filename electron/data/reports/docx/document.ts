import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'
import {
  faces,
  footer,
  landscapeFooter,
  landscapeMargins,
  landscapeWidth,
  margins,
  page,
  sizes,
  typeWidth,
} from '../../../../shared/papers/layout.ts'
import type { Block, Paper } from '../../../../shared/papers/model.ts'
import { xmlSafe } from '../../../../shared/papers/xml-safe.ts'
import { type Archive, contentOf, entriesOf } from '../archive.ts'
import type { Picture, Placed } from '../pictures.ts'
import { drawBlock, type Setting } from './blocks.ts'
import { createRuns, tableType } from './runs.ts'

export type PaperOptions = { boldHeadings: boolean }

const number = { ascii: faces.number, hAnsi: faces.number, eastAsia: faces.number, cs: faces.number }
const numberRun = { font: number, size: sizes.number } as const

/** — 1 —, one blank character from the outer edge: right on odd pages, left on even ones. */
const pageNumber = (side: 'left' | 'right') =>
  new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: { [side]: sizes.number * 10 },
        spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
        children: [
          new TextRun({ text: '— ', ...numberRun }),
          new TextRun({ children: [PageNumber.CURRENT], ...numberRun }),
          new TextRun({ text: ' —', ...numberRun }),
        ],
      }),
    ],
  })

/** The paragraphs and tables of a paper, as a document or a template takes them. */
export function drawPaper(paper: Paper, pictureOf: Placed, { boldHeadings }: PaperOptions): (Paragraph | Table)[] {
  const setting: Setting = {
    runs: createRuns(),
    width: paper.landscape ? landscapeWidth : typeWidth,
    table: paper.landscape ? { ...tableType, size: sizes.list } : tableType,
    boldHeadings,
    pictureOf,
  }
  const children: (Paragraph | Table)[] = []
  let before: Block | null = null
  for (const block of paper.blocks) {
    if (before) children.push(...drawBlock(before, setting, block.kind === 'signature'))
    before = block
  }
  return before ? [...children, ...drawBlock(before, setting)] : children
}

/**
 * A .docx laid out by GB/T 9704-2012. Its pictures are stand-ins: `writeDocx` puts the files in their places, so that no photo is ever
 * held in memory or deflated.
 */
export async function makeDocx(paper: Paper, pictureOf: Placed, options: PaperOptions): Promise<Buffer> {
  const document = new Document({
    title: xmlSafe(paper.title),
    creator: '',
    lastModifiedBy: '',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            font: { ascii: faces.body, hAnsi: faces.body, eastAsia: faces.body, cs: faces.body },
            size: sizes.body,
          },
        },
        hyperlink: { run: { color: '000000', underline: { type: 'none' } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: page.width,
              height: page.height,
              orientation: paper.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              ...(paper.landscape ? landscapeMargins : margins),
              header: 851,
              footer: paper.landscape ? landscapeFooter : footer,
              gutter: 0,
            },
          },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: drawPaper(paper, pictureOf, options),
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** Writes a document made with stand-ins: everything else is copied as it is packed. */
export function writeDocx(archive: Archive, docx: Buffer, pictures: readonly Picture[]): void {
  const byStand = new Map(pictures.map((picture) => [picture.stand.toString('latin1'), picture]))
  for (const entry of entriesOf(docx)) {
    const picture = entry.name.startsWith('word/media/') ? byStand.get(contentOf(entry).toString('latin1')) : undefined
    if (picture) archive.addFile(entry.name, picture.path)
    else archive.addPacked(entry)
  }
  archive.finish()
}
