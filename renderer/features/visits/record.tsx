/** One visit: what was seen and said, in one place, everything editable where it stands. */
import { useCallback, useMemo, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { useRecord } from '../../ui/editing.ts'
import { useFindingQuick } from '../../ui/finding-quick.tsx'
import { isKey } from '../../ui/key-map.ts'
import { OwnFields } from '../../ui/own-fields.tsx'
import { ErrorPanel, SidePanel, Skeleton } from '../../ui/page.tsx'
import { usePages } from '../../ui/pages.ts'
import { PhotoDrop, PhotoProgress, usePhotoAdding, usePhotoPaste } from '../../ui/photo-adding.tsx'
import { RecordBar, usePlace } from '../../ui/record-bar.tsx'
import type { Query } from '../../ui/route.ts'
import { TabPanel, Tabs } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isWide, useMedia } from '../../ui/use-media.ts'
import { Clashes } from './calendar.tsx'
import { useNewKey } from './create.ts'
import { Facts } from './facts.tsx'
import { filterOf, listQuery } from './filter.ts'
import { FindingsPart } from './findings-part.tsx'
import { Gone, Removed } from './gone.tsx'
import { MeetingsPart, takeDown } from './meetings-part.tsx'
import { NewVisitFields } from './new-fields.tsx'
import { Overview } from './overview.tsx'
import { PhotosPart } from './photos-part.tsx'
import { Rail } from './rail.tsx'
import { RecordHead } from './record-head.tsx'
import { SitesPart } from './sites-part.tsx'
import { ReportState, Thread } from './thread.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits
const tabs = ['overview', 'meetings', 'sites', 'findings', 'photos'] as const
type Tab = (typeof tabs)[number]

/** A new visit belongs to the filtered team, or to the only one there is. */
function useDefaults(query: Query, isNew: boolean) {
  const { data: teams } = useRead('teams.list', query.campaign ? { campaign: query.campaign } : {}, { enabled: isNew })
  const only = teams?.length === 1 ? teams[0]?.id : undefined
  const team = teams?.find((one) => one.id === query.team)?.id ?? only ?? null
  return useMemo(() => ({ status: 'planned', ...(team ? { team } : {}) }), [team])
}

export function VisitRecord({ id, query }: { id: string; query: Query }) {
  const isNew = query.new === '1'
  const defaults = useDefaults(query, isNew)
  const record = useRecord('visits', id, defaults)
  const { data: page, error, refetch } = useRead('visits.page', { id }, { keep: false })
  const [tab, setTab] = useState<Tab>(tabs.find((one) => one === query.tab) ?? 'overview')
  const list = usePages('visits.list', filterOf(query))
  const place = usePlace(list, id, query.at)
  const wide = useMedia(isWide)
  const photos = usePhotoAdding()
  usePhotoPaste(photos, { visit: id })
  const { data: overlaps } = useRead('visits.overlaps', { visit: id })
  const head = useRef<HTMLDivElement>(null)
  const region = record.value('region')
  const finding = useFindingQuick(
    {
      visit: id,
      team: page?.team ?? null,
      campaign: page?.campaign ?? null,
      regions: typeof region === 'string' ? [region] : [],
    },
    head,
  )
  useNewKey(query)
  useKey((event) => {
    if (!page || !isKey(event, 'record.notes')) return false
    takeDown(page)
    return true
  })
  /** Side panel's field by its name, for what is missing elsewhere on the page. */
  const editField = useCallback((name: string) => {
    const holder = document.querySelector<HTMLElement>(`[data-field="${name}"]`)
    holder?.scrollIntoView({ block: 'nearest' })
    const field = holder?.querySelector<HTMLElement>('input, button, textarea')
    field?.focus()
    if (field instanceof HTMLButtonElement) field.click()
  }, [])

  const failure = error ?? (record.error as Error | null)
  const loading = page === undefined || record.loading
  const message = failure || loading || (!page && (record.view?.deleted || (!isNew && !record.exists)))
  const bar = (
    <RecordBar
      page="visits"
      name={words.title}
      place={place}
      query={{ ...listQuery(query), ...(tab === 'overview' ? {} : { tab }) }}
      alone={Boolean(failure) || (Boolean(message) && !loading)}
    >
      {page?.campaignRow?.name ?? (isNew && !page ? words.record.newTitle : undefined)}
    </RecordBar>
  )
  if (message) {
    return (
      <div className="page">
        {bar}
        <div className="sheet-message">
          {failure ? (
            <ErrorPanel error={failure} onRetry={() => void refetch()} />
          ) : loading ? (
            <Skeleton rows={6} />
          ) : record.view?.deleted ? (
            <Removed id={id} />
          ) : (
            <Gone />
          )}
        </div>
      </div>
    )
  }

  const context: VisitContext = {
    id,
    record,
    page: page ?? null,
    photos,
    addFinding: (at) => finding.ask('', at),
    editField,
    openTab: setTab,
  }
  const counts: Record<Tab, number | undefined> = {
    overview: undefined,
    meetings: page?.meetingItems.length ?? 0,
    sites: page?.siteItems.length ?? 0,
    findings: page?.findingItems.length ?? 0,
    photos: page?.photoCount ?? 0,
  }
  return (
    <div className="page">
      {bar}
      <div className="record-columns">
        {wide && <Rail id={id} query={query} />}
        <PhotoDrop
          className="record-main visit-main"
          name={page?.regionName ?? words.photos.ofVisit}
          onFiles={(files) => void photos.drop({ visit: id }, files)}
        >
          <div ref={head}>
            <RecordHead context={context} />
          </div>
          {isNew && <NewVisitFields context={context} />}
          {page && (
            <Tabs
              id="visit"
              label={words.record.tabs.label}
              choices={tabs.map((value) => ({ value, label: words.record.tabs[value], count: counts[value] }))}
              value={tab}
              onChange={setTab}
            />
          )}
          {overlaps && overlaps.length > 0 && <Clashes overlaps={overlaps} />}
          <PhotoProgress job={photos.job} />
          <TabPanel id="visit" value={tab}>
            {tab === 'overview' && <Overview context={context} />}
            {tab === 'meetings' && <MeetingsPart context={context} />}
            {tab === 'sites' && <SitesPart context={context} full />}
            {tab === 'findings' && <FindingsPart context={context} />}
            {tab === 'photos' && <PhotosPart context={context} />}
          </TabPanel>
        </PhotoDrop>
        <SidePanel label={words.facts.title}>
          <Facts context={context} />
          <OwnFields noun="visits" id={id} />
          {page && <Thread page={page} />}
          {page && <ReportState reported={record.view?.reported ?? page.reported} />}
        </SidePanel>
      </div>
      {finding.panel}
    </div>
  )
}
