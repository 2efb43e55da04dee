/** Colours the system paints before and around the page: the look's `desk` and `ink`. */
import { type BrowserWindow, nativeTheme } from 'electron'

const colours = {
  light: { desk: '#E7ECEA', ink: '#16211F' },
  dark: { desk: '#0D1312', ink: '#E1E8E5' },
}

export const titleBarHeight = 44

export function windowColours(): { desk: string; ink: string } {
  return nativeTheme.shouldUseDarkColors ? colours.dark : colours.light
}

/** Keeps the window's ground and the system's buttons in step with the theme. */
export function followTheme(window: BrowserWindow, overlay: boolean): void {
  const apply = () => {
    if (window.isDestroyed()) return
    const { desk, ink } = windowColours()
    window.setBackgroundColor(desk)
    if (overlay) window.setTitleBarOverlay({ color: desk, symbolColor: ink, height: titleBarHeight })
  }
  nativeTheme.on('updated', apply)
  window.once('closed', () => nativeTheme.off('updated', apply))
}
