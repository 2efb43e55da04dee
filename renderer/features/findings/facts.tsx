/** 基本信息 of a finding; each reads as text until it is used. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Named } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { joinNames } from '../../ui/display.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineFold } from '../../ui/inline-fold.tsx'
import { InlineTags } from '../../ui/inline-ref.tsx'
import { InlineRegions } from '../../ui/inline-region.tsx'

const labels = text.domain.fields.findings

export function Facts({ record, regions }: { record: EditRecord; regions: readonly Named[] }) {
  const campaign = record.value('campaign')
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { data: teams = [] } = useRead('teams.list', typeof campaign === 'string' ? { campaign } : {})
  const chosen = record.value('topics')
  const { data: tags = [] } = useRead('tags.list', {})
  const typed = record.value('tags')
  const tagNames = Array.isArray(typed) ? joinNames(typed) : ''
  const topicNames = Array.isArray(chosen) ? joinNames(chosen) : ''
  const regionIds = record.value('regions')
  const regionNames = joinNames(
    regions.filter(({ id }) => Array.isArray(regionIds) && regionIds.includes(id)).map(({ name }) => name),
  )
  return (
    <dl className="facts">
      <dt>{labels.topics}</dt>
      <dd>
        <InlineFold label={labels.topics} shown={topicNames || null}>
          <InlineTags bind={record.bind('topics')} label={labels.topics} suggestions={topics} />
        </InlineFold>
      </dd>
      <dt>{labels.tags}</dt>
      <dd>
        <InlineFold label={labels.tags} shown={tagNames || null}>
          <InlineTags bind={record.bind('tags')} label={labels.tags} suggestions={tags} />
        </InlineFold>
      </dd>
      <dt>{labels.regions}</dt>
      <dd>
        <InlineFold label={labels.regions} shown={regionNames || null}>
          <InlineRegions bind={record.bind('regions')} label={labels.regions} items={regions} />
        </InlineFold>
      </dd>
      <dt>{labels.priority}</dt>
      <dd>
        <InlineChoice
          bind={record.bind('priority')}
          label={labels.priority}
          choices={choicesOf(text.domain.priority)}
          clearable
        />
      </dd>
      <dt>{labels.team}</dt>
      <dd>
        <InlineChoice
          bind={record.bind('team')}
          label={labels.team}
          choices={teams.map(({ id, name, leaderName }) => ({
            value: id,
            label: leaderName ?? name ?? text.common.unnamed,
            hint: leaderName ? (name ?? undefined) : undefined,
          }))}
          clearable
        />
      </dd>
      <dt>{labels.campaign}</dt>
      <dd>
        <InlineChoice
          bind={record.bind('campaign')}
          label={labels.campaign}
          choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
          clearable
        />
      </dd>
    </dl>
  )
}
