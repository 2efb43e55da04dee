/** What lies in a written .docx, as another program finds it. */
import { readFileSync } from 'node:fs'
import { attributeOf, createXmlReader } from '../../electron/data/intake/xml.ts'
import { contentOf, entriesOf } from '../../electron/data/reports/archive.ts'

/** The parts of a .docx or .xlsx by their names. */
export const partsIn = (path: string): Map<string, Buffer> =>
  new Map(entriesOf(readFileSync(path)).map((entry) => [entry.name, contentOf(entry)]))

/** Runs with text, in body and footers, that lack a font in one of the four slots; none should. */
export function runsWithoutFonts(path: string): string[] {
  const slots = ['ascii', 'hAnsi', 'eastAsia', 'cs']
  return [...partsIn(path)]
    .filter(([name]) => /^word\/(document|footer\d+)\.xml$/.test(name))
    .flatMap(([, xml]) => [...xml.toString().matchAll(/<w:r>(.*?)<\/w:r>/gs)].map(([, inside]) => inside ?? ''))
    .filter((run) => /<w:t[ >]/.test(run) && !slots.every((slot) => new RegExp(`<w:rFonts[^>]* w:${slot}="`).test(run)))
}

/** A mark in the text and the note it leads to. */
export type EndNote = {
  number: number
  /** The paragraph up to the mark. */
  before: string
  note: string
  /** What the note shows, as it lies in the file. */
  picture: Buffer | null
  /** Whether the note leads back to the paragraph it was reached from. */
  leadsBack: boolean
}

type Node = { tag: string; attribute: (name: string) => string | undefined; children: Node[]; said: string }

/** Names without their prefixes. */
function treeOf(xml: Buffer): Node {
  const root: Node = { tag: '', attribute: () => undefined, children: [], said: '' }
  const open = [root]
  const reader = createXmlReader({
    open(tag, attributes) {
      const node = { tag, attribute: (name: string) => attributeOf(attributes, name), children: [], said: '' }
      open.at(-1)!.children.push(node)
      open.push(node)
    },
    text(text) {
      if (open.at(-1)!.tag === 't') open.at(-1)!.said += text
    },
    close: () => void open.pop(),
  })
  reader.write(xml)
  reader.end()
  return root
}
const all = (node: Node, tag: string): Node[] =>
  node.children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...all(child, tag)])
const textOf = (node: Node) =>
  all(node, 't')
    .map(({ said }) => said)
    .join('')
const anchorsIn = (node: Node) => all(node, 'hyperlink').map((link) => ({ link, to: link.attribute('anchor') ?? '' }))
const holds = (node: Node, name: string) => all(node, 'bookmarkStart').some((mark) => mark.attribute('name') === name)

/** Follows every mark of an end note to its note, to the picture under it, and back. */
export function endNotesOf(path: string): EndNote[] {
  const parts = partsIn(path)
  const targets = new Map(
    all(treeOf(parts.get('word/_rels/document.xml.rels')!), 'Relationship').map((one) => [
      one.attribute('Id'),
      one.attribute('Target'),
    ]),
  )
  const [body] = all(treeOf(parts.get('word/document.xml')!), 'body')
  const blocks = body!.children
  return blocks.flatMap((paragraph) =>
    anchorsIn(paragraph).flatMap(({ link, to }) => {
      const number = Number(/^note-(\d+)$/.exec(to)?.[1] ?? 0)
      if (!number) return []
      const texts = all(paragraph, 't')
      const own = all(link, 't')[0]
      const at = blocks.findIndex((one) => holds(one, to))
      const note = blocks[at]
      const below = blocks[at + 1]
      const shown = below?.tag === 'tbl' ? all(below, 'blip')[0]?.attribute('embed') : undefined
      const leadsTo = (block: Node, anchor: string) => anchorsIn(block).some((one) => one.to === anchor)
      return {
        number,
        before: texts
          .slice(0, texts.indexOf(own!))
          .map(({ said }) => said)
          .join(''),
        note: note ? textOf(note) : '',
        picture: (shown && parts.get(`word/${targets.get(shown)}`)) || null,
        leadsBack:
          note !== undefined &&
          leadsTo(note, `cite-${number}`) &&
          blocks.some((one) => holds(one, `cite-${number}`) && leadsTo(one, to)),
      }
    }),
  )
}
