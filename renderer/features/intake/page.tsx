/** 收旧材料: texts and tables from before. Nothing is saved until a person says so. */
import type { Query } from '../../ui/route.ts'
import { PressPanel } from './press-panel.tsx'
import { SheetPanel } from './sheet-panel.tsx'
import './intake.css'

export function Page({ query }: { query: Query }) {
  return (
    <div className="page intake" id="intake-panel">
      {query.from === 'sheet' ? <SheetPanel /> : <PressPanel />}
    </div>
  )
}
