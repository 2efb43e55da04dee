/** Which stored words a person has selected. Reading text marks itself with `quotable(raw)`; a text field is quotable as it is. */

export type Selected = {
  /** As stored, not as shown. */
  quote: string
  element: HTMLElement
  /** Of a statement's text. */
  statement: string | undefined
}

/** Attributes of an element whose text is `displayPunctuation(raw)` and nothing else: both are equally long. */
export const quotable = (raw: string, statement?: string) => ({
  'data-quotable': raw,
  ...(statement ? { 'data-statement': statement } : {}),
})

function offsetIn(element: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange()
  range.selectNodeContents(element)
  range.setEnd(node, offset)
  return range.toString().length
}

const quotableAround = (node: Node | null): HTMLElement | null =>
  (node instanceof Element ? node : (node?.parentElement ?? null))?.closest<HTMLElement>('[data-quotable]') ?? null

export function selectedQuote(): Selected | null {
  const active = document.activeElement
  if (active instanceof HTMLTextAreaElement) {
    const quote = active.value.slice(active.selectionStart, active.selectionEnd).trim()
    return quote ? { quote, element: active, statement: active.dataset.statement } : null
  }
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null
  const range = selection.getRangeAt(0)
  const element = quotableAround(range.startContainer) ?? quotableAround(range.commonAncestorContainer)
  const raw = element?.dataset.quotable
  if (!element || raw === undefined) return null
  const from = offsetIn(element, range.startContainer, range.startOffset)
  // a drag that ran out of the text ends with it
  const to = element.contains(range.endContainer) ? offsetIn(element, range.endContainer, range.endOffset) : raw.length
  const quote = raw.slice(from, to).trim()
  return quote ? { quote, element, statement: element.dataset.statement } : null
}
