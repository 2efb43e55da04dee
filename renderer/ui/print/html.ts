/** A page for the printer: its own styles, no script. */
import pageStyle from './print-page.css?inline'

export const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export type Printed = {
  title: string
  /** Lines below it: what it holds, filters, date. */
  notes: readonly string[]
  landscape: boolean
  /** More styles, below those of every page. */
  style?: string
  body: string
}

export function pageHtml({ title, notes, landscape, style = '', body }: Printed): string {
  const size = `@page { size: A4 ${landscape ? 'landscape' : 'portrait'} }`
  const head = [`<h1>${escaped(title)}</h1>`, ...notes.filter(Boolean).map((note) => `<p>${escaped(note)}</p>`)]
  // a style's text could end its own element
  const styles = [style, pageStyle, size].map((one) => one.replaceAll('</', '<\\/')).join('\n')
  return `<!doctype html><html lang="zh-CN" data-theme="light"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${styles}</style></head><body><header class="printed-head">${head.join('')}</header>${body}</body></html>`
}
