/** Rows of a list onto the clipboard, as a table for Excel and Word and as plain text. Loaded with the first copy. */
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import { showToast } from './toast-store.ts'
import type { Column } from './virtual-rows.tsx'

/** What a spreadsheet would take for a formula is marked as text. */
const looksLikeFormula = /^[=+\-@\t\r]/

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The table as HTML, and with tabs and line ends as plain text. */
export function tableOf(cells: readonly (readonly string[])[]): { html: string; plain: string } {
  const [heads = [], ...rows] = cells
  const cell = (value: string) =>
    `<td${looksLikeFormula.test(value) ? ` style="mso-number-format:'\\@'"` : ''}>${escaped(value)}</td>`
  const html = `<table><thead><tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map(cell).join('')}</tr>`)
    .join('')}</tbody></table>`
  // a tab or a line end within a cell would begin another one; a formula in plain text is kept from being one
  const flat = (value: string) => value.replace(/\s+/g, ' ').replace(/^(?=[=+\-@])/, "'")
  return { html, plain: cells.map((row) => row.map(flat).join('\t')).join('\r\n') }
}

/** A cell as it is read: without what is only for the eye or only for the ear, a space between what stands apart. */
function shownText(cell: Element): string {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  let shown = ''
  let last: Element | null = null
  while (texts.nextNode()) {
    const { parentElement, nodeValue } = texts.currentNode
    if (!nodeValue || parentElement?.closest('.sr-only, svg, [aria-hidden="true"]')) continue
    shown += last && last !== parentElement ? ` ${nodeValue}` : nodeValue
    last = parentElement
  }
  return shown.replace(/[^\S\n]+/g, ' ').trim()
}

/** Heads, then rows. Draws them apart from the page: most of a long list is not on screen. */
export function textsOf<R extends { id: string }>(rows: readonly R[], columns: readonly Column<R>[]): string[][] {
  const holder = document.createElement('div')
  const root = createRoot(holder)
  flushSync(() =>
    root.render(
      <>
        <div>
          {columns.map(({ key, name, label }) => (
            <span key={key}>{name ?? label}</span>
          ))}
        </div>
        {rows.map((row) => (
          <div key={row.id}>
            {columns.map(({ key, cell }) => (
              <span key={key}>{cell(row)}</span>
            ))}
          </div>
        ))}
      </>,
    ),
  )
  const texts = [...holder.children].map((line) => [...line.children].map(shownText))
  root.unmount()
  return texts
}

/** Drawn in one go; the window answers in between. */
const atOnce = 100

export async function copyRows<R extends { id: string }>(rows: readonly R[], columns: readonly Column<R>[]) {
  const texts = textsOf([], columns)
  for (let from = 0; from < rows.length; from += atOnce) {
    texts.push(...textsOf(rows.slice(from, from + atOnce), columns).slice(1))
    await new Promise((done) => setTimeout(done))
  }
  const { html, plain } = tableOf(texts)
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/html': new Blob([html], { type: 'text/html' }),
      'text/plain': new Blob([plain], { type: 'text/plain' }),
    }),
  ])
  showToast({ message: fill(text.common.copiedRows, { count: rows.length }) })
}
