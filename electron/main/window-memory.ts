/** What the window remembers between starts: its place, theme and type size. A spoilt file only costs the memory. */
import { readFileSync, writeFileSync } from 'node:fs'
import { zoomSteps } from '../../shared/views.ts'

export type ThemeMode = 'light' | 'dark' | 'system'
export type Bounds = { x: number; y: number; width: number; height: number }
export type WindowMemory = { bounds?: Bounds; maximized?: boolean; theme: ThemeMode; zoom: number; page: string }

export const standardSize = { width: 1366, height: 768 }
/** A 1366 × 768 screen at 200 %, less its task bar. */
export const smallestSize = { width: 640, height: 360 }

export function isThemeMode(value: unknown): value is ThemeMode {
  return value === 'light' || value === 'dark' || value === 'system'
}

export const isZoom = (value: unknown): value is number => (zoomSteps as readonly unknown[]).includes(value)

/** The next larger (`by` 1) or smaller type size. */
export function zoomStep(zoom: number, by: 1 | -1): number {
  const at = (zoomSteps as readonly number[]).indexOf(zoom) + by
  return zoomSteps[Math.max(0, Math.min(zoomSteps.length - 1, at))]!
}

/** The module to open again, from the page's address: `#/visits`. A record is not reopened: it may be gone. */
export function pageOf(address: unknown): string {
  return (typeof address === 'string' && /#\/[a-z-]{1,20}(?=[/?]|$)/.exec(address)?.[0]) || ''
}

export function loadWindowMemory(file: string): WindowMemory {
  try {
    const { bounds, maximized, theme, zoom, page } = JSON.parse(readFileSync(file, 'utf8'))
    const whole = [bounds?.x, bounds?.y, bounds?.width, bounds?.height].every(Number.isInteger)
    return {
      ...(whole ? { bounds: { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height } } : {}),
      maximized: maximized === true,
      theme: isThemeMode(theme) ? theme : 'system',
      zoom: isZoom(zoom) ? zoom : 100,
      page: pageOf(page),
    }
  } catch {
    return { theme: 'system', zoom: 100, page: '' }
  }
}

export function saveWindowMemory(file: string, memory: WindowMemory): void {
  try {
    writeFileSync(file, JSON.stringify(memory))
  } catch {
    // a full disk must not keep the window from closing
  }
}

/**
 * Content bounds to open with: the remembered ones while enough of the window is on a screen to take hold of, else the standard
 * size, no larger than the main screen's work area (the first of `areas`), and placed by the system.
 */
export function openingBounds(remembered: Bounds | undefined, areas: readonly Bounds[]): Partial<Bounds> {
  const main = areas[0] ?? { x: 0, y: 0, ...standardSize }
  if (remembered) {
    const area = areas.find((candidate) => {
      const wide =
        Math.min(remembered.x + remembered.width, candidate.x + candidate.width) - Math.max(remembered.x, candidate.x)
      return wide >= 120 && remembered.y >= candidate.y - 8 && remembered.y < candidate.y + candidate.height - 44
    })
    if (area) return { ...remembered, ...fitting(remembered, area) }
  }
  return fitting(standardSize, main)
}

function fitting(size: { width: number; height: number }, area: Bounds): { width: number; height: number } {
  return {
    width: Math.max(smallestSize.width, Math.min(size.width, area.width)),
    height: Math.max(smallestSize.height, Math.min(size.height, area.height)),
  }
}
