/** Beside the paper: what its sentences rest on, whether its figures agree, and what rests on nothing. */

import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { TabPanel, Tabs } from '../../ui/switches.tsx'
import type { Analysis } from './editor/analysis.ts'
import type { PaperEditor, Snapshot } from './editor/editor.ts'
import { FiguresPanel } from './figures-panel.tsx'
import { SupportPanel } from './support-panel.tsx'
import { UnsupportedPanel } from './unsupported-panel.tsx'

const words = text.documents.support

export type PanelTab = 'citations' | 'figures' | 'unsupported'

export type PanelProps = {
  page: DocumentPage
  editor: PaperEditor | null
  snapshot: Snapshot | null
  analysis: Analysis | null
  /** A citation whose box was pressed. */
  active: string | null
}

export function Panel({ tab, onTab, ...props }: PanelProps & { tab: PanelTab; onTab: (tab: PanelTab) => void }) {
  const { analysis } = props
  const counts = {
    citations: analysis?.order.length ?? 0,
    figures: analysis ? analysis.differing.length + analysis.mixed.length : 0,
    unsupported: analysis?.unsupported.length ?? 0,
  }
  return (
    <>
      <Tabs
        id="paper-panel"
        label={words.tabs}
        choices={(['citations', 'figures', 'unsupported'] as const).map((value) => ({
          value,
          label: words[value],
          count: counts[value],
        }))}
        value={tab}
        onChange={onTab}
      />
      <TabPanel id="paper-panel" value={tab}>
        {tab === 'citations' && <SupportPanel {...props} />}
        {tab === 'figures' && <FiguresPanel {...props} />}
        {tab === 'unsupported' && <UnsupportedPanel {...props} />}
      </TabPanel>
    </>
  )
}
