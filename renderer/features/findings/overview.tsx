/** 调研发现 as board or table, with what can be done to those one stands on or has selected. */
import { Plus } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { call, queryClient, readKey, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { isKey } from '../../ui/key-map.ts'
import { useQuoteFont } from '../../ui/marks.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { freshId, tellFailure } from '../../ui/save-now.ts'
import { Segmented } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { distil, readAll } from './batch.ts'
import { FindingBatch } from './batch-bar.tsx'
import { BoardView } from './board-view.tsx'
import { FilterRow } from './filter-row.tsx'
import { boardFilter, type Filter, filterOf, groupingOf, sortingOf, type View, viewOf, viewSetting } from './filters.ts'
import { isLetter } from './letter-keys.ts'
import { MergeDialog, PickDialog } from './merge-dialog.tsx'
import { Peek } from './peek.tsx'
import { FindingTable } from './table.tsx'

const words = text.findings

/** The place of a new finding: what the list is filtered by is what it is about. */
export function create(filter: Filter) {
  const { kind, city, topic, team, campaign, visit, meeting } = filter
  const given = { kind, city, topic, team, campaign, visit, meeting }
  const query = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  go('findings', { id: freshId('findings'), query: { ...query, new: '1' } })
}

async function showAs(view: View) {
  setQuery({ view, ...(view === 'board' ? { by: undefined, stage: undefined } : {}) })
  await call('settings.save', { key: viewSetting, value: view }).catch(() => {})
  await queryClient.invalidateQueries({ queryKey: readKey('settings.get', {}) })
}

type Merging = { pick: FindingItem } | { chosen: FindingItem[] }

export function Overview({ query }: { query: Query }) {
  useQuoteFont()
  const { data: settings } = useRead('settings.get', {})
  const view = viewOf(query, settings?.[viewSetting])
  const by = view === 'table' ? groupingOf(query) : null
  const all = filterOf(query)
  const filter = view === 'board' ? boardFilter(all) : all
  const address = JSON.stringify([view, by, filter])
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<FindingItem>()
  const [peeking, setPeeking] = useState(false)
  const [merging, setMerging] = useState<Merging | null>(null)
  // another list is another choice
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each list
  useEffect(() => setSelection(new Set()), [address])
  // a row of a group is called by its group too
  const ids = [...new Set([...selection].map((row) => row.slice(row.lastIndexOf('/') + 1)))]
  const acted = ids.length > 0 ? ids : current ? [current.id] : []

  const merge = async () => {
    const [one] = acted
    if (!one) return
    const items = await readAll(acted, words.batch.tooManyMerge)
    if (!items?.[0]) return
    setMerging(items.length > 1 ? { chosen: items } : { pick: items[0] })
  }
  const draft = async () => {
    if (acted.length === 0) return
    const items = await readAll(acted, words.batch.tooManyDistil)
    const measure = items && items.length > 0 ? await distil(items) : null
    if (measure) go('measures', { id: measure })
  }
  useKey((event) => {
    if (isKey(event, 'everywhere.create')) create(filter)
    else if (!isLetter(event)) return false
    else if (isKey(event, 'board.merge')) merge().catch(tellFailure)
    else if (isKey(event, 'board.distil')) draft().catch(tellFailure)
    else if (event.key === 'Escape' && ids.length > 0) setSelection(new Set())
    else return false
    return true
  })

  const list = {
    query,
    filter,
    selection,
    onSelect: setSelection,
    onCurrent: setCurrent,
    onPeek: () => setPeeking(!peeking),
    peek: (open: (item: FindingItem) => void) =>
      peeking && current && <Peek id={current.id} onClose={() => setPeeking(false)} onOpen={() => open(current)} />,
    batch: ids.length > 0 && (
      <FindingBatch
        list={{
          ids,
          clear: () => setSelection(new Set()),
          exported: { name: 'findings', filter: { ...filter, ...sortingOf(query) } },
        }}
        onMerge={() => void merge().catch(tellFailure)}
        onDistil={() => void draft().catch(tellFailure)}
      />
    ),
    filters: (tools: ReactNode) => (
      <FilterRow query={query} filter={filter} view={view} by={by} strip={settings?.['findings.strip']} tools={tools} />
    ),
  }
  return (
    <div className="page">
      <PageHeader
        printed
        title={text.domain.nouns.findings}
        sentence={<Sentence filter={filter} />}
        actions={
          <>
            <Segmented
              label={words.view.label}
              choices={[
                { value: 'board', label: words.view.board },
                { value: 'table', label: words.view.table },
              ]}
              value={view}
              onChange={(next) => void showAs(next)}
            />
            <Button variant="primary" icon={Plus} title={`${words.create} (Ctrl N)`} onClick={() => create(filter)}>
              {words.create}
            </Button>
          </>
        }
      />
      {settings &&
        (view === 'board' ? (
          <BoardView {...list} strip={settings['findings.strip']} />
        ) : (
          <FindingTable {...list} by={by} />
        ))}
      {merging && 'pick' in merging && <PickDialog finding={merging.pick} onClose={() => setMerging(null)} />}
      {merging && 'chosen' in merging && (
        <MergeDialog
          findings={merging.chosen}
          onClose={(merged) => {
            setMerging(null)
            if (merged) setSelection(new Set())
          }}
        />
      )}
    </div>
  )
}

/** How many there are, and how many nobody has summed up. */
function Sentence({ filter }: { filter: Filter }) {
  const { data: all } = useRead('findings.list', { ...filter, offset: 0, limit: 1 })
  const { data: missing } = useRead(
    'findings.list',
    { ...filter, summarized: 'missing', offset: 0, limit: 1 },
    { enabled: all !== undefined },
  )
  if (!all?.total) return null
  return (
    <>
      {fill(words.sentence, { total: formatNumber(all.total) })}
      {!filter.summarized && Boolean(missing?.total) && (
        <>
          {words.comma}
          <button type="button" className="link" onClick={() => setQuery({ summarized: 'missing' })}>
            {missing?.total === all.total
              ? words.allMissing
              : fill(words.someMissing, { count: formatNumber(missing?.total ?? 0) })}
          </button>
        </>
      )}
    </>
  )
}
