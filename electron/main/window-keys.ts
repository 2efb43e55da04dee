/** There is no menu, so the few keys a menu would bring are read here. Copy, paste and undo are the page's own. */
import type { BrowserWindow } from 'electron'

const zoomLimits = { least: -3, most: 5 }

export function handleWindowKeys(window: BrowserWindow): void {
  const page = window.webContents
  page.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown') return
    if (input.key === 'F11') {
      window.setFullScreen(!window.isFullScreen())
      event.preventDefault()
      return
    }
    if (!input.control || input.alt || input.shift !== (input.key === '+' && input.shift)) return
    const level = page.getZoomLevel()
    if (input.key === '0') page.setZoomLevel(0)
    else if (input.key === '=' || input.key === '+') page.setZoomLevel(Math.min(zoomLimits.most, level + 0.5))
    else if (input.key === '-') page.setZoomLevel(Math.max(zoomLimits.least, level - 0.5))
    else return
    event.preventDefault()
  })
}
