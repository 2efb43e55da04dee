/** Frames to wait for what a tab or a slow computer has yet to draw. */
const patience = 60

/** Gives the focus to an element as soon as it is drawn. */
export function focusWhenThere(selector: string, frames = patience): void {
  const element = document.querySelector<HTMLElement>(selector)
  if (element) element.focus()
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(selector, frames - 1))
}
