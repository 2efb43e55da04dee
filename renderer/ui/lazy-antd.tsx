/** The few antd controls, behind a lazy border: nothing on the first screen may import `antd.tsx` itself. */
import { lazy } from 'react'

const load = () => import('./antd.tsx')

export const CalendarPanel = lazy(() => load().then((module) => ({ default: module.CalendarPanel })))
export const RegionCascader = lazy(() => load().then((module) => ({ default: module.RegionCascader })))

/** After first paint, when nothing else is to be done. */
export function preloadControls() {
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2000))
  setTimeout(() => idle(() => void load()), 1500)
}
