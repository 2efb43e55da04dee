/** Where the material comes from: a text or a table. */
import { text } from '../../../shared/text/zh-cn.ts'
import { setQuery } from '../../ui/route.ts'
import { Tabs } from '../../ui/switches.tsx'

const words = text.intake.tabs

export const SourceTabs = ({ value }: { value: 'press' | 'sheet' }) => (
  <div className="intake-tabs">
    <Tabs
      id="intake"
      label={words.label}
      choices={[
        { value: 'press', label: words.press },
        { value: 'sheet', label: words.sheet },
      ]}
      value={value}
      onChange={(next) => setQuery({ from: next === 'sheet' ? 'sheet' : undefined })}
    />
  </div>
)
