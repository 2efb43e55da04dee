/** There is no menu, so the few keys a menu would bring are read here. Copy, paste and undo are the page's own. */
import type { BrowserWindow } from 'electron'

/** `zoom`: one type size larger or smaller; 0 is the standard one. */
export function handleWindowKeys(window: BrowserWindow, zoom: (by: 1 | -1 | 0) => void): void {
  const page = window.webContents
  page.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown') return
    if (input.key === 'F11') {
      window.setFullScreen(!window.isFullScreen())
      event.preventDefault()
      return
    }
    if (!input.control || input.alt || input.shift !== (input.key === '+' && input.shift)) return
    if (input.key === '0') zoom(0)
    else if (input.key === '=' || input.key === '+') zoom(1)
    else if (input.key === '-') zoom(-1)
    else return
    event.preventDefault()
  })
}
