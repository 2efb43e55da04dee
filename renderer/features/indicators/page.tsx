/** 指标: figures by occasion, each with unit, bound, year-on-year change and where it comes from. */
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { newId, useRead } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { Button } from '../../ui/button.tsx'
import type { Defaults } from '../../ui/edit-session.ts'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { BottomStrip, Empty, ErrorPanel, PageHeader, Skeleton } from '../../ui/page.tsx'
import { setQuery } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { byOccasion } from './comparisons.ts'
import { Occasion } from './occasion.tsx'
import { IndicatorTable } from './table.tsx'
import './indicators.css'
import { isKey } from '../../ui/key-map.ts'

const words = text.indicators

export function Page({ query }: PageProps) {
  const { data: campaigns } = useRead('campaigns.list', {})
  const campaign = query.campaign
  const { data, error, refetch } = useRead('indicators.list', campaign ? { campaign } : {})
  const [added, setAdded] = useState<{ id: string; occasion: string | null }>()
  const groups = useMemo(() => byOccasion(data ?? []), [data])
  const home = campaign ?? campaigns?.[0]?.id ?? null
  const defaults: Defaults = { campaign: home, bound: 'equal', order: nextOrder(data?.map((row) => row.order) ?? []) }
  const add = (occasion: string | null) => {
    // a new one is written among those of its occasion
    if (query.view) setQuery({ view: undefined })
    setAdded({ id: newId(), occasion })
  }
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    add(null)
    return true
  })
  const isTable = query.view === 'table'
  const campaignFilter = campaigns && campaigns.length > 1 && (
    <FilterMenu
      label={words.campaign}
      choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
      value={campaign}
      onChange={(next) => setQuery({ campaign: next })}
    />
  )
  const derived = data?.filter((row) => row.derived === 1).length ?? 0
  const isStored = added && data?.some((row) => row.id === added.id)
  const shown = groups.some((group) => group.occasion === (added?.occasion ?? null))
    ? groups
    : added && !isStored
      ? [...groups, { occasion: added.occasion, rows: [] }]
      : groups
  return (
    <div className="page">
      <PageHeader
        printed
        title={words.title}
        sentence={
          data &&
          data.length > 0 &&
          fill(derived ? words.sentence : words.sentencePlain, { count: data.length, derived })
        }
        actions={
          <>
            <Segmented
              label={words.views.label}
              choices={[
                { value: 'occasions', label: words.views.occasions },
                { value: 'table', label: words.views.table },
              ]}
              value={isTable ? 'table' : 'occasions'}
              onChange={(next) => setQuery({ view: next === 'table' ? next : undefined })}
            />
            <Button variant="primary" icon={Plus} onClick={() => add(null)}>
              {words.add}
            </Button>
          </>
        }
      />
      {isTable ? (
        <IndicatorTable
          rows={data}
          error={error}
          retry={() => void refetch()}
          campaign={campaign}
          filters={campaignFilter}
          onOpen={(row) => {
            setQuery({ view: undefined })
            setAdded({ id: row.id, occasion: row.occasion })
          }}
        />
      ) : (
        <>
          {campaignFilter && <div className="filter-row">{campaignFilter}</div>}
          <div className="page-body indicators">
            {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
            {!data && !error && <Skeleton rows={6} />}
            {data && shown.length === 0 && <Empty title={words.emptyTitle}>{words.emptyHint}</Empty>}
            {shown.map(({ occasion, rows }) => (
              <Occasion
                key={occasion ?? ''}
                occasion={occasion}
                rows={rows}
                added={!isStored && added && added.occasion === occasion ? added.id : undefined}
                focused={added?.id}
                defaults={occasion ? { ...defaults, occasion } : defaults}
                onAdd={() => add(occasion)}
              />
            ))}
          </div>
          <BottomStrip
            keys={[
              { keys: ['Tab'], label: words.keys.next },
              { keys: ['Shift Tab'], label: words.keys.previous },
              { keys: ['Ctrl N'], label: words.keys.create },
            ]}
            position={data && data.length > 0 && fill(text.common.total, { total: data.length })}
          />
        </>
      )}
    </div>
  )
}

/** After all others: fractional keys compare as text. */
const nextOrder = (orders: readonly (string | null)[]): string =>
  `${orders.reduce<string>((last, one) => (one && one > last ? one : last), '')}n`
