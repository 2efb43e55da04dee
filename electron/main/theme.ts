/** Colours the system paints before and around the page: the look's `desk` and `ink`. */
import { type BrowserWindow, nativeTheme } from 'electron'

const colours = {
  light: { desk: '#E7ECEA', ink: '#16211F' },
  dark: { desk: '#0D1312', ink: '#E1E8E5' },
}

/** The page's title bar grows with the type size, the system's buttons in it do too. */
export const titleBarHeightAt = (zoom: number): number => Math.round((44 * zoom) / 100)

export function windowColours(): { desk: string; ink: string } {
  return nativeTheme.shouldUseDarkColors ? colours.dark : colours.light
}

/** Keeps the window's ground and the system's buttons in step with the theme; returns what to call when the type size changed. */
export function followTheme(window: BrowserWindow, overlay: boolean, zoom: () => number): () => void {
  const apply = () => {
    if (window.isDestroyed()) return
    const { desk, ink } = windowColours()
    window.setBackgroundColor(desk)
    if (overlay) window.setTitleBarOverlay({ color: desk, symbolColor: ink, height: titleBarHeightAt(zoom()) })
  }
  nativeTheme.on('updated', apply)
  window.once('closed', () => nativeTheme.off('updated', apply))
  return apply
}
