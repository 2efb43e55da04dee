/** The paper as ProseMirror sees it: sections of blocks, one for one what paper text can say (shared/domain/paper-text.ts). */
import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model'
import { tableNodes } from 'prosemirror-tables'

const citeId = /^[A-Za-z0-9-]{1,64}$/

const tables = tableNodes({ tableGroup: 'block', cellContent: 'cellText', cellAttributes: {} })

const nodes = {
  doc: { content: 'section+' },
  /** A record of its own; only operations add, move or remove one. */
  section: {
    content: 'sectionTitle block+',
    attrs: { id: { default: '' } },
    isolating: true,
    defining: true,
    selectable: false,
    toDOM: (node): DOMOutputSpec => ['section', { 'data-section': String(node.attrs.id) }, 0],
  },
  sectionTitle: {
    content: 'text*',
    marks: '',
    defining: true,
    toDOM: (): DOMOutputSpec => ['h2', 0],
  },
  paragraph: {
    group: 'block',
    content: 'inline*',
    parseDOM: [{ tag: 'p' }],
    toDOM: (): DOMOutputSpec => ['p', 0],
  },
  heading: {
    group: 'block',
    content: 'inline*',
    attrs: { level: { default: 2 } },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      attrs: { level: Math.max(2, Math.min(4, level)) },
    })),
    // the title of the paper and the sections' titles stand above
    toDOM: (node): DOMOutputSpec => [
      `h${Math.min(6, Number(node.attrs.level) + 1)}`,
      { 'data-level': String(node.attrs.level) },
      0,
    ],
  },
  item: {
    group: 'block',
    content: 'inline*',
    parseDOM: [{ tag: 'li' }],
    toDOM: (): DOMOutputSpec => ['p', { class: 'paper-item' }, 0],
  },
  figure: {
    group: 'block',
    /** Its 图说. */
    content: 'text*',
    marks: '',
    attrs: { attachment: {} },
    isolating: true,
    parseDOM: [
      {
        tag: 'figure[data-attachment]',
        contentElement: 'figcaption',
        getAttrs: (dom: HTMLElement) => {
          const attachment = dom.getAttribute('data-attachment') ?? ''
          return citeId.test(attachment) ? { attachment } : false
        },
      },
    ],
    toDOM: (node): DOMOutputSpec => ['figure', { 'data-attachment': String(node.attrs.attachment) }, ['figcaption', 0]],
  },
  cellText: {
    content: 'inline*',
    parseDOM: [{ tag: 'p', context: 'table_cell/' }],
    toDOM: (): DOMOutputSpec => ['p', 0],
  },
  table: tables.table,
  table_row: { ...tables.table_row, content: 'table_cell*' },
  table_cell: {
    ...tables.table_cell,
    parseDOM: [{ tag: 'td' }, { tag: 'th' }],
    toDOM: (): DOMOutputSpec => ['td', 0],
  },
  /** The library asks for one; first rows are ordinary cells here. */
  table_header: { ...tables.table_header, parseDOM: [] },
  text: { group: 'inline' },
  cite: {
    group: 'inline',
    inline: true,
    atom: true,
    selectable: true,
    draggable: false,
    attrs: { id: {} },
    leafText: () => '',
    parseDOM: [
      {
        tag: 'span[data-cite]',
        getAttrs: (dom: HTMLElement) => {
          const id = dom.getAttribute('data-cite') ?? ''
          return citeId.test(id) ? { id } : false
        },
      },
    ],
    toDOM: (node): DOMOutputSpec => ['span', { class: 'paper-cite', 'data-cite': String(node.attrs.id) }],
  },
} satisfies Record<string, NodeSpec>

const marks = {
  bold: {
    parseDOM: [
      { tag: 'strong' },
      // Word and Google wrap whole texts in <b style="font-weight:normal">
      { tag: 'b', getAttrs: (dom: HTMLElement) => dom.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: (value: string) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
    ],
    toDOM: (): DOMOutputSpec => ['strong', 0],
  },
} satisfies Record<string, MarkSpec>

export const schema = new Schema({ nodes, marks })
