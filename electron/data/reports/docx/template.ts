import { type IPatch, type ParagraphChild, PatchType, patchDetector, patchDocument, TextRun } from 'docx'
import type { Block, Line, Paper } from '../../../../shared/papers/model.ts'
import { lineText, missing } from '../../../../shared/papers/model.ts'
import { xmlSafe } from '../../../../shared/papers/xml-safe.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { Placed } from '../pictures.ts'
import { drawPaper, type PaperOptions } from './document.ts'

const words = text.papers.placeholders

/** The parts of a paper that a template puts where it wants them. */
function partsOf({ blocks }: Paper): { lines: Map<string, Line>; body: Block[] } {
  const lines = new Map<string, Line>()
  const body: Block[] = []
  for (const block of blocks) {
    if (block.kind === 'title' && !lines.has(words.title)) lines.set(words.title, block.line)
    else if (block.kind === 'salutation') lines.set(words.recipient, block.line)
    else if (block.kind === 'signature') {
      lines.set(words.issuer, block.name)
      lines.set(words.date, block.date)
    } else if (block.kind === 'mark') {
      lines.set(words.title, [{ text: block.text }])
      lines.set(words.number, block.left ?? [missing])
      lines.set(words.date, block.right ?? [missing])
    } else body.push(block)
  }
  return { lines, body }
}

/** More are no template; each is searched for through the whole file. */
const most = 200

/**
 * The words a template asks for, as they stand in it from its first part on.
 * @throws RangeError where they are too many
 */
export async function placeholdersOf(template: Buffer): Promise<string[]> {
  const places = [...new Set(await patchDetector({ data: template, trimPlaceholders: true }))]
  if (places.length > most) throw new RangeError(`${places.length} placeholders`)
  return places
}

/**
 * Fills `{{题目}}`, `{{正文}}`, `{{署名}}`, `{{日期}}`, `{{主送}}`, `{{文号}}` and the office's own fields into its template. What nobody has
 * said is 待补充 there too; `unknown` names the places nothing is known of.
 * @param template as `readTemplate` let it pass
 */
export async function fillTemplate(
  template: Buffer,
  paper: Paper,
  fields: ReadonlyMap<string, string>,
  pictureOf: Placed,
  options: PaperOptions,
): Promise<{ docx: Buffer; unknown: string[] }> {
  const { lines, body } = partsOf(paper)
  const unknown: string[] = []
  const patches: Record<string, IPatch> = {}
  for (const place of await placeholdersOf(template)) {
    const line = lines.get(place)
    const field = fields.get(place)
    if (place === words.body)
      patches[place] = {
        type: PatchType.DOCUMENT,
        children: drawPaper({ ...paper, blocks: withoutPlaces(body) }, pictureOf, options),
      }
    else {
      if (line === undefined && field === undefined) unknown.push(place)
      patches[place] = {
        type: PatchType.PARAGRAPH,
        children: plainRuns(line ?? (field ? [{ text: field }] : [missing])),
      }
    }
  }
  const docx = await patchDocument({ outputType: 'nodebuffer', data: template, patches, trimPlaceholders: true })
  return { docx, unknown }
}

/** In the type the template sets its place in. */
const plainRuns = (line: Line): ParagraphChild[] => [
  new TextRun(xmlSafe(withoutPlaces(lineText(line))).replace(/[\r\n\t]+/g, ' ')),
]

/** Braces somebody wrote in a text are no place to be filled, and would be searched for ever: an invisible sign stands between them. */
function withoutPlaces<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\{(?=\{)/g, '{\u200b') as T
  if (Array.isArray(value)) return value.map(withoutPlaces) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutPlaces(one)])) as T
}
