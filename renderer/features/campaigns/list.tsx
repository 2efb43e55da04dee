/** All campaigns: one a year, so usually few, each with what belongs to it. */
import { Plus } from 'lucide-react'
import type { Output } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { failureOf, newId, useRead } from '../../api.ts'
import { BatchBar, BatchChoice, setOnAll } from '../../ui/batch-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { ListPage, useList } from '../../ui/list-page.tsx'
import { Missing } from '../../ui/marks.tsx'
import { useRows } from '../../ui/pages.ts'
import { go } from '../../ui/route.ts'
import { showToast } from '../../ui/toast-store.ts'
import { createRecord } from '../../ui/undo.ts'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import type { Column } from '../../ui/virtual-rows.tsx'

const words = text.campaigns
type Item = Output<'campaigns.list'>[number]

/** Begins with what is known of it: the year. */
export async function createCampaign() {
  const id = newId()
  const year = new Date().getFullYear()
  try {
    await createRecord('campaigns', id, { name: fill(words.defaultName, { year }), year, status: 'planned' })
    go('campaigns', { id, query: { new: '1' } })
  } catch (error) {
    const failure = failureOf(error)
    showToast({ message: failure.message + failure.next })
  }
}

const period = ({ start, end }: Item) => formatDate({ start, end }, { year: true })

const columns: Column<Item>[] = [
  {
    key: 'name',
    label: words.columns.name,
    width: 'minmax(160px, 1fr)',
    title: ({ name }) => name,
    cell: ({ name, purpose }) => (
      <span className="campaign-cell">
        <strong>{name ?? text.common.unnamed}</strong>
        <span className="faint">{purpose ? displayPunctuation(purpose) : ''}</span>
      </span>
    ),
  },
  {
    key: 'status',
    label: words.columns.status,
    width: '80px',
    cell: ({ status }) => labelOf(text.domain.campaignStatus, status) ?? <Missing />,
  },
  {
    key: 'period',
    label: words.columns.period,
    width: '190px',
    title: period,
    cell: (item) => period(item) ?? <Missing />,
  },
  {
    key: 'teams',
    label: words.columns.teams,
    width: '64px',
    align: 'end',
    cell: ({ id, teams }) => (
      <Link page="campaigns" id={id}>
        {teams}
      </Link>
    ),
  },
  {
    key: 'visits',
    label: words.columns.visits,
    width: '64px',
    align: 'end',
    cell: ({ id, visits }) => (
      <Link page="visits" query={{ campaign: id }}>
        {visits}
      </Link>
    ),
  },
  {
    key: 'findings',
    label: words.columns.findings,
    width: '64px',
    align: 'end',
    cell: ({ id, findings }) => (
      <Link page="findings" query={{ campaign: id }}>
        {findings}
      </Link>
    ),
  },
]
const narrowColumns = columns.filter(({ key }) => key !== 'period')

export function CampaignList() {
  const { data, error, refetch } = useRead('campaigns.list', {})
  const rows = useRows(data, error, () => void refetch())
  const narrow = useMedia(isNarrow)
  const list = useList({
    name: 'campaigns',
    address: '',
    rows,
    columns: narrow ? narrowColumns : columns,
    exported: { name: 'campaigns', filter: {} },
  })
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    void createCampaign()
    return true
  })
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => void createCampaign()}>
      {words.create}
    </Button>
  )
  return (
    <ListPage
      list={list}
      title={words.title}
      sentence={data?.length ? fill(words.sentence, { count: data.length }) : undefined}
      actions={create}
      label={words.list}
      rowHeight={58}
      onOpen={({ id }) => go('campaigns', { id })}
      empty={{
        filtered: false,
        noMatch: '',
        noFilters: {},
        title: words.empty,
        hint: [`${words.emptyHint}${words.emptyKeys[0]}`, words.emptyKeys[1]],
        action: create,
      }}
      keys={[{ keys: ['Ctrl N'], label: text.common.keys.create }]}
      batch={
        <BatchBar entity="campaigns" list={list}>
          <BatchChoice
            label={words.columns.status}
            choices={choicesOf(text.domain.campaignStatus)}
            onChoose={(status) => void setOnAll('campaigns', list.ids, { status }, words.columns.status)}
          />
        </BatchBar>
      }
    />
  )
}
