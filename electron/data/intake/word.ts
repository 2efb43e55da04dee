/** Word files from outside: their paragraphs and tables as text, read within bounds. Nothing they link to is fetched. */
import { basename } from 'node:path'
import mammoth from 'mammoth'
import { Refusal } from '../../../shared/result.ts'
import { type OfficeZip, openOffice, type Watch } from './office-zip.ts'
import { createXmlReader, XmlError } from './xml.ts'

export type WordBlock =
  /** `level` 1–6 is a heading's, 0 running text. */
  { kind: 'paragraph'; text: string; level: number } | { kind: 'table'; rows: string[][] }

/** Tags of the document's body: a thousand pages have fewer. */
const mostTags = 1_500_000
/** Columns a cell may claim. */
const widest = 64

/** What mammoth makes of the body; only what is used here. */
type Element = {
  type: string
  value?: string
  children?: Element[]
  styleName?: string | null
  styleId?: string | null
  colSpan?: number
  breakType?: string
}

/**
 * Reads a .docx.
 * @throws Refusal `file-*` as `openOffice`, `cancelled`
 */
export async function readWord(path: string, watch: Watch = {}): Promise<WordBlock[]> {
  const file = basename(path)
  const zip = await openOffice(path, 'docx', watch)
  try {
    const parts = await safeParts(zip)
    watch.throwIfCancelled?.()
    return blocksOf(await bodyOf(parts))
  } catch (error) {
    if (error instanceof Refusal) throw error
    const hostile = error instanceof XmlError && error.hostile
    throw new Refusal(hostile ? 'file-hostile' : 'file-damaged', { file }, String(error))
  } finally {
    zip.close()
  }
}

/** The text of blocks, a line each; cells of a row stand apart by a tab. */
export const wordText = (blocks: readonly WordBlock[]): string =>
  blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? block.text
        : block.rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' ')).join('\t')).join('\n'),
    )
    .join('\n')

/** XML parts alone, looked through before the reader of the document sees them. */
async function safeParts(zip: OfficeZip): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>()
  let tags = 0
  for (const name of zip.names) {
    if (
      !/^(\[Content_Types\]\.xml|_rels\/\.rels|word\/.*\.(xml|rels))$/.test(name) ||
      /\/(theme|media|embeddings)\//.test(name)
    )
      continue
    const content = await zip.read(name)
    const reader = createXmlReader({
      open: () => {
        if (++tags > mostTags) throw new XmlError(`more than ${mostTags} tags`, true)
      },
    })
    reader.write(content)
    reader.end()
    parts.set(name, content)
  }
  return parts
}

async function bodyOf(parts: ReadonlyMap<string, Buffer>): Promise<Element> {
  let body: Element = { type: 'document' }
  const file = {
    exists: (name: string) => parts.has(name),
    read: async (name: string, encoding?: string) => {
      const bytes = parts.get(name) ?? Buffer.alloc(0)
      return encoding === 'base64'
        ? bytes.toString('base64')
        : encoding
          ? new TextDecoder(encoding).decode(bytes)
          : bytes
    },
  }
  // its types know paths and buffers only; a zip that is opened already is what it makes of either
  await mammoth.convertToHtml({ file } as never, {
    externalFileAccess: false,
    includeEmbeddedStyleMap: false,
    transformDocument: (document: Element) => {
      body = document
      return { ...document, children: [] }
    },
  })
  return body
}

function textOf(element: Element): string {
  if (element.type === 'text') return element.value ?? ''
  if (element.type === 'tab') return '\t'
  if (element.type === 'break') return element.breakType === 'line' ? '\n' : ''
  if (element.type === 'note' || element.type === 'comment') return ''
  const inside = (element.children ?? []).map(textOf)
  return inside.join(element.type === 'tableCell' ? '\n' : '')
}

const levelOf = ({ styleName, styleId }: Element): number => {
  const found = /^(?:heading|标题)\s*([1-6])$/i.exec(styleName ?? '') ?? /^Heading([1-6])$/i.exec(styleId ?? '')
  return found ? Number(found[1]) : /^(title|标题)$/i.test(styleName ?? '') ? 1 : 0
}

function rowOf(row: Element): string[] {
  return (row.children ?? []).flatMap((cell) => {
    const span = Math.min(widest, Math.max(1, cell.colSpan ?? 1))
    return [textOf(cell).trim(), ...Array.from({ length: span - 1 }, () => '')]
  })
}

function blocksOf(body: Element): WordBlock[] {
  return (body.children ?? []).flatMap((element): WordBlock[] => {
    if (element.type === 'table') return [{ kind: 'table', rows: (element.children ?? []).map(rowOf) }]
    if (element.type !== 'paragraph') return []
    return [{ kind: 'paragraph', text: textOf(element), level: levelOf(element) }]
  })
}
