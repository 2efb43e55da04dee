import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Tab,
  type Table,
  TabStopType,
  TextRun,
} from 'docx'
import {
  character,
  headingFaces,
  line as lineHeight,
  red,
  signaturePlace,
  sizes,
  tableLine,
  titleLines,
  twipsOf,
  typeWidth,
  widthOf,
} from '../../../../shared/papers/layout.ts'
import { type Block, type Line, lineText } from '../../../../shared/papers/model.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { Placed } from '../pictures.ts'
import { photoTable } from './photos.ts'
import { bodyType, type Runs, type Type, tableType, textRun } from './runs.ts'
import { gridTable } from './tables.ts'

export type Setting = {
  runs: Runs
  width: number
  /** Type of tables. */
  table: Type
  boldHeadings: boolean
  pictureOf: Placed
}

const exact = { line: lineHeight, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const
const twoCharacters = { firstLine: 2 * character } as const

type Options = Omit<ConstructorParameters<typeof Paragraph>[0] & object, 'children' | 'text'>

/** A paragraph of the type area: lines of exactly 28.95 pt, no widow control, so that a page always has its 22 lines. */
const paragraph = (children: readonly ParagraphChild[], more: Options = {}) =>
  new Paragraph({ children, spacing: exact, widowControl: false, autoSpaceEastAsianText: false, ...more })
const blank = (keepNext = false) => paragraph([textRun('', bodyType)], { keepNext })

/** What stands in the document for a block. `keepNext`: its end stays on the page of what follows. */
export function drawBlock(block: Block, setting: Setting, keepNext = false): (Paragraph | Table)[] {
  const { runs } = setting
  const set = (line: Line, type: Type = bodyType) => runs.line(line, type)
  switch (block.kind) {
    case 'mark':
      return mark(block, set)
    case 'title':
      return [...title(block.line, setting), blank()]
    case 'subtitle':
      return [paragraph(set(block.line, { ...bodyType, face: 'second' }), { alignment: AlignmentType.CENTER }), blank()]
    case 'salutation':
      return [paragraph([...set(block.line), textRun(text.common.colon, bodyType)])]
    case 'heading': {
      const type = { face: headingFaces[block.level], size: sizes.body, bold: setting.boldHeadings }
      return [
        paragraph(set(block.line, type), { indent: twoCharacters, keepNext: true, outlineLevel: block.level - 1 }),
      ]
    }
    case 'paragraph': {
      const alignment = block.align && { center: AlignmentType.CENTER, end: AlignmentType.RIGHT }[block.align]
      return [
        paragraph(set(block.line, block.small ? tableType : bodyType), {
          keepNext,
          alignment: alignment ?? AlignmentType.BOTH,
          ...(block.flush || alignment ? {} : { indent: twoCharacters }),
          ...(block.small ? { spacing: { ...exact, line: tableLine, after: 80 } } : {}),
        }),
      ]
    }
    case 'labelled': {
      const hanging = Math.round(widthOf(block.label) + 1) * character
      return [
        paragraph([textRun(block.label + text.common.colon, { ...bodyType, face: 'first' }), ...set(block.line)], {
          indent: { left: 2 * character + hanging, hanging },
          keepNext,
        }),
      ]
    }
    case 'table':
      return [gridTable(block, setting), spacer()]
    case 'photos':
      return [photoTable(block.photos, setting), spacer()]
    case 'attachments':
      return attachments(block.names)
    case 'attachment':
      return [
        paragraph([textRun(block.label, { ...bodyType, face: 'first' })], { pageBreakBefore: true }),
        blank(),
        ...title(block.title, setting),
        blank(),
      ]
    case 'signature':
      return signature(block, set)
    case 'notes':
      return notes(block, setting)
    case 'blank':
      return [blank()]
    case 'page':
      // as low as a line can be: what follows stands where it does on the first page
      return [paragraph([], { pageBreakBefore: true, spacing: { ...exact, line: 20 } })]
  }
}

/** Between tables, which would grow together, and after them. */
const spacer = () =>
  new Paragraph({ children: [], spacing: { line: 120, lineRule: LineRuleType.EXACT, before: 0, after: 0 } })

function title(line: Line, { runs, width }: Setting): Paragraph[] {
  const type: Type = { face: 'title', size: sizes.title }
  const centred = { alignment: AlignmentType.CENTER, keepNext: true, spacing: { ...exact, line: 640 } }
  const isPlain = line.every((run) => 'text' in run && !run.missing)
  if (!isPlain) return [paragraph(runs.line(line, type), centred)]
  return titleLines(lineText(line), width).map((part) => paragraph([textRun(part, type)], centred))
}

function mark(block: Extract<Block, { kind: 'mark' }>, set: (line: Line) => ParagraphChild[]): Paragraph[] {
  // as large as one line holds, not above 初号
  const points = Math.min(42, Math.floor((typeWidth / 20 - 20) / Math.max(1, widthOf(block.text))))
  return [
    new Paragraph({
      children: [textRun(block.text, { face: 'title', size: points * 2, colour: red })],
      alignment: AlignmentType.CENTER,
      // the upper edge of the mark stands 35 mm below the top of the type area
      spacing: { before: twipsOf(35), after: 0, line: 240, lineRule: LineRuleType.AUTO },
    }),
    blank(),
    paragraph([...set(block.left ?? []), new TextRun({ children: [new Tab()] }), ...set(block.right ?? [])], {
      tabStops: [{ type: TabStopType.RIGHT, position: typeWidth }],
      border: { bottom: { style: BorderStyle.SINGLE, color: red, size: 12, space: 4 } },
    }),
    blank(),
  ]
}

function attachments(names: readonly string[]): Paragraph[] {
  const label = text.papers.attachments + text.common.colon
  const left = (2 + widthOf(label) + (names.length > 1 ? 1 : 0)) * character
  return [
    blank(),
    ...names.map((name, at) => {
      const number = names.length > 1 ? `${at + 1}.` : ''
      return paragraph([textRun((at === 0 ? label : '') + number + name, bodyType)], {
        indent: { left, hanging: left - 2 * character - (at === 0 ? 0 : widthOf(label) * character) },
      })
    }),
  ]
}

function signature(block: Extract<Block, { kind: 'signature' }>, set: (line: Line) => ParagraphChild[]): Paragraph[] {
  const widths = [block.name, block.date].map((line) => widthOf(lineText(line))) as [number, number]
  const place = signaturePlace(...widths, block.sealed ?? false)
  const at = (line: Line, right: number, keepNext: boolean) =>
    paragraph(set(line), {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(right * character) },
      keepNext,
    })
  // GB/T 9704 7.3.5: no page holds the signature alone
  return [blank(true), blank(true), at(block.name, place.name, true), at(block.date, place.date, false)]
}

function notes(block: Extract<Block, { kind: 'notes' }>, setting: Setting): (Paragraph | Table)[] {
  const type = { ...bodyType, size: sizes.number }
  return [
    blank(),
    paragraph([textRun(block.title, { ...type, face: 'first' })], { keepNext: true }),
    ...block.notes.flatMap(({ number, line, photo }) => [
      paragraph([setting.runs.noteStart(number, type), ...setting.runs.line(line, type)], {
        spacing: { ...exact, line: 480 },
        indent: { left: 2 * character, hanging: 2 * character },
      }),
      ...(photo ? [photoTable([photo], setting), spacer()] : []),
    ]),
  ]
}
