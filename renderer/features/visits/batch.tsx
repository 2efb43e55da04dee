/** What can be done to the visits that are selected. */
import { visitStatuses } from '../../../shared/domain/visits.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { VisitItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { BatchBar, BatchChoice, setOnAll } from '../../ui/batch-bar.tsx'
import type { List } from '../../ui/list-page.tsx'
import { teamChoice } from './list-filters.tsx'

const words = text.visits.columns

export function VisitBatch({ list }: { list: List<VisitItem> }) {
  const { data: teams } = useRead('teams.list', {})
  return (
    <BatchBar entity="visits" list={list}>
      <BatchChoice
        label={words.status}
        choices={visitStatuses.map((status) => ({ value: status, label: text.domain.visitStatus[status] }))}
        onChoose={(status) => void setOnAll('visits', list.ids, { status }, words.status)}
      />
      <BatchChoice
        label={words.team}
        choices={(teams ?? []).map((team) => teamChoice(team))}
        onChoose={(team) => void setOnAll('visits', list.ids, { team }, words.team)}
      />
    </BatchBar>
  )
}
