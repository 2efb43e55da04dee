/** 单位与人员: who is met, kept once and named the same everywhere. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { newId } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { PageHeader } from '../../ui/page.tsx'
import { usePages } from '../../ui/pages.ts'
import { setQuery } from '../../ui/route.ts'
import { SearchBox, TabPanel, Tabs } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { AddRow } from './add-row.tsx'
import { DirectoryList, type Tab } from './directory-list.tsx'
import { organizationFields, peopleFields } from './fields.tsx'
import './directory.css'
import { isKey } from '../../ui/key-map.ts'

const words = text.directory

export function Page({ query }: PageProps) {
  const tab: Tab = query.tab === 'people' ? 'people' : 'organizations'
  const search = query.text ?? ''
  const filter = search ? { text: search } : {}
  const organizations = usePages('organizations.list', tab === 'organizations' ? filter : {})
  const people = usePages('people.list', tab === 'people' ? filter : {})
  const [adding, setAdding] = useState<string>()
  const [tools, setTools] = useState<HTMLElement | null>(null)
  const rest = { search, tools }
  const total = { organizations: organizations.total, people: people.total }
  const choose = (next: Tab) => {
    setAdding(undefined)
    setQuery({ tab: next === 'organizations' ? undefined : next, text: undefined })
  }
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    setAdding(newId())
    return true
  })
  return (
    <div className="page">
      <PageHeader
        printed
        title={words.title}
        sentence={fill(words.sentence[tab], { count: total[tab] })}
        actions={
          <Button variant="primary" icon={Plus} onClick={() => setAdding(newId())}>
            {words.add[tab]}
          </Button>
        }
      />
      <div className="directory-tabs">
        <Tabs
          id="directory"
          label={words.label}
          value={tab}
          onChange={choose}
          choices={(['organizations', 'people'] as const).map((value) => ({ value, label: words.tabs[value] }))}
        />
        <SearchBox
          key={tab}
          value={search}
          onChange={(next) => setQuery({ text: next })}
          placeholder={words.search[tab]}
        />
        <span ref={setTools} className="directory-tools" />
      </div>
      {adding && (
        <AddRow
          key={tab}
          tab={tab}
          id={adding}
          onNext={() => setAdding(newId())}
          onClose={() => setAdding(undefined)}
        />
      )}
      <div className="directory-panel">
        <TabPanel id="directory" value={tab}>
          {tab === 'organizations' ? (
            <DirectoryList key={tab} tab={tab} rows={organizations} {...rest} fields={organizationFields} />
          ) : (
            <DirectoryList key={tab} tab={tab} rows={people} {...rest} fields={peopleFields} />
          )}
        </TabPanel>
      </div>
    </div>
  )
}
