/** What is on the page, read from the page: its name, what narrows its list, the page itself. */
import { text } from '../../../shared/text/zh-cn.ts'
import { fill } from '../fill.ts'
import { escaped } from './html.ts'

const words = text.print
const content = () => document.getElementById('content') ?? document.body

/** Text without what is only for the ear, fields with what stands in them. */
function shownText(element: Element): string {
  const copy = element.cloneNode(true) as Element
  writeFields(element, copy)
  for (const hidden of copy.querySelectorAll('.sr-only, svg')) hidden.remove()
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
}

export function pageTitle(): string {
  const heading = content().querySelector('h1')
  return (heading && shownText(heading)) || text.main.appName
}

export const pageSentence = (): string => {
  const sentence = content().querySelector('.page-header-sentence, .record-bar-way')
  return sentence ? shownText(sentence) : ''
}

/** The filters, the grouping and the order in force, as the page itself words them. */
export function filtersInForce(): string[] {
  const page = content()
  const all = (selector: string) => [...page.querySelectorAll<HTMLElement>(selector)]
  const search = all('.search-box input').map((input) => (input as HTMLInputElement).value.trim())
  const chosen = all('.filter-button-set, .filter-row .chip, .chip-filter[aria-pressed="true"]:not(:first-child)')
  const orders = all('.filter-button:not(.filter-button-set)').filter((button) => button.querySelector('.sr-only'))
  return [
    ...search.flatMap((typed) => (typed ? fill(words.search, { text: typed }) : [])),
    ...chosen.map((element) => shownText(element).replace(/\s*×$/, '')),
    ...orders.map((element) => (element.textContent ?? '').trim()),
  ].filter((word) => word && !word.endsWith(text.findings.group.none))
}

/** Only for hands, or beside the page. */
const unprinted = [
  '.record-bar, .record-rail, .bottom-strip, .filter-row, .sr-only, .skeleton, .empty-hint, .resizer',
  '[role="tablist"], [role="radiogroup"], [role="menu"], [role="dialog"], [role="tooltip"], .popover',
  '.button, .section-head > span:not(.faint), .row-check, audio, script, style, .page-actions .menu, [hidden]',
].join(', ')

/** The page as it is seen, as HTML without anything that acts. `title` stands above it already. */
export function seenHtml(title: string): string {
  // a screen may name its paper: then what stands around it is only for hands
  const original = content().querySelector('[data-printed]') ?? content()
  const copy = original.cloneNode(true) as HTMLElement
  writeFields(original, copy, title)
  for (const element of copy.querySelectorAll(`h1, .page-header, ${unprinted}`)) removeWithFrame(element)
  for (const section of copy.querySelectorAll('.section')) if (section.children.length === 1) section.append(missing())
  for (const element of copy.querySelectorAll('a, button, label')) asSpan(element)
  for (const details of copy.querySelectorAll('details')) details.open = true
  for (const element of copy.querySelectorAll('*'))
    for (const { name } of [...element.attributes])
      if (/^(on|tabindex$|title$|contenteditable$|href$|for$|loading$)/.test(name)) element.removeAttribute(name)
  return copy.innerHTML
}

/** Fields become what stands in them; an empty one is 待补充 where it asks for something, and gone where it only waits for more. */
function writeFields(original: Element, copy: Element, title?: string) {
  const fields = 'input, textarea'
  const written = copy.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)
  const shown = original.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)
  for (const [at, field] of shown.entries()) {
    const place = written[at]
    if (!place) continue
    const span = document.createElement('span')
    span.className = `printed-value ${place.className.replace(/\binline-\w+/g, '')}`.trim()
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
      span.textContent = field.checked ? '☑ ' : '☐ '
    } else if (field.value) {
      if (title !== undefined && field.value === title) span.textContent = ''
      else span.textContent = field.value
    } else if (field.placeholder.includes(text.common.missing)) {
      span.textContent = text.common.missing
      span.classList.add('printed-missing')
    }
    if (span.textContent) place.replaceWith(span)
    else removeWithFrame(place)
  }
}

/** With the boxes that are empty without it. */
function removeWithFrame(element: Element) {
  const { parentElement } = element
  element.remove()
  const isEmpty = parentElement && !parentElement.childElementCount && !parentElement.textContent?.trim()
  if (isEmpty && parentElement.parentElement && !parentElement.matches('td, th, dd, section'))
    removeWithFrame(parentElement)
}

function missing(): Element {
  const said = document.createElement('p')
  said.className = 'printed-missing'
  said.textContent = text.common.missing
  return said
}

function asSpan(element: Element) {
  const span = document.createElement('span')
  span.className = element.className
  span.append(...element.childNodes)
  element.replaceWith(span)
}

/** The window's own styles, without those that antd writes for its controls. */
export function ownStyles(): string {
  const sheets: string[] = []
  for (const sheet of document.styleSheets) {
    if (sheet.ownerNode instanceof HTMLElement && sheet.ownerNode.hasAttribute('data-css-hash')) continue
    try {
      sheets.push([...sheet.cssRules].map((rule) => rule.cssText).join('\n'))
    } catch {
      // a sheet of another origin cannot be read; there is none
    }
  }
  return sheets.join('\n')
}

export const missingCell = (value: string): string =>
  value === text.common.missing ? `<span class="printed-missing">${escaped(value)}</span>` : escaped(value)
