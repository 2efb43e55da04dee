/** Who, with whom, for whom, by when. */
import { isDueBinding } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { useRead } from '../../api.ts'
import { formatDate } from '../../ui/dates.ts'
import { joinNames } from '../../ui/display.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineFold } from '../../ui/inline-fold.tsx'
import { InlineRef, InlineRefs, InlineTags } from '../../ui/inline-ref.tsx'
import { InlineRegions } from '../../ui/inline-region.tsx'
import { InlineText } from '../../ui/inline-text.tsx'
import { Chips, Lookup } from '../../ui/lookup.tsx'
import { Extension } from './extension.tsx'

const labels = text.domain.fields.measures

export function Facts({ page, record }: { page: MeasurePage | null; record: EditRecord }) {
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { data: topics = [] } = useRead('topics.list', {})
  const chosen = record.value('topics')
  const topicNames = Array.isArray(chosen) ? joinNames(chosen) : ''
  const owner = record.value('owner')
  const due = record.value('due')
  const isBound = page !== null && isDueBinding(page.stage) && typeof due === 'string'
  const year = new Date().getFullYear()
  const hint = (name: string) => {
    const value = record.value(name)
    return Array.isArray(value) && value.length ? text.common.add : text.common.missing
  }
  return (
    <dl className="facts">
      <dt>{labels.owner}</dt>
      <dd>
        <InlineRef bind={record.bind('owner')} label={labels.owner} entity="organizations" name={page?.ownerName} />
      </dd>
      <dt>{labels.department}</dt>
      <dd>
        <InlineText bind={record.bind('department')} label={labels.department} />
      </dd>
      <dt>{labels.person}</dt>
      <dd>
        <InlineRef
          bind={record.bind('person')}
          label={labels.person}
          entity="people"
          within={typeof owner === 'string' ? owner : undefined}
          createWith={typeof owner === 'string' ? { organization: owner } : undefined}
          name={page?.personName}
        />
      </dd>
      <dt>{labels.coOwners}</dt>
      <dd>
        <InlineRefs
          bind={record.bind('coOwners')}
          label={labels.coOwners}
          entity="organizations"
          items={page?.coOwnerNames ?? []}
          placeholder={hint('coOwners')}
        />
      </dd>
      {page && page.stage !== 'proposed' && page.stage !== null && (
        <>
          <dt>{labels.assigned}</dt>
          <dd>
            <InlineDate record={record} label={labels.assigned} fields={{ start: 'assigned' }} year={year} />
          </dd>
        </>
      )}
      <dt>{labels.due}</dt>
      <dd>
        {isBound ? (
          <span className="measure-due">{formatDate({ start: due }, { year: true }) ?? due}</span>
        ) : (
          <InlineDate record={record} label={labels.due} fields={{ start: 'due' }} year={year} />
        )}
      </dd>
      {page && (
        <dd className="measure-extension">
          <Extension page={page} />
        </dd>
      )}
      <dt>{labels.teams}</dt>
      <dd>
        <Teams page={page} record={record} />
      </dd>
      <dt>{labels.topics}</dt>
      <dd>
        <InlineFold label={labels.topics} shown={topicNames || null}>
          <InlineTags bind={record.bind('topics')} label={labels.topics} suggestions={topics} />
        </InlineFold>
      </dd>
      <dt>{labels.regions}</dt>
      <dd>
        <InlineRegions bind={record.bind('regions')} label={labels.regions} items={page?.regionNames ?? []} />
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

function Teams({ page, record }: { page: MeasurePage | null; record: EditRecord }) {
  const campaign = record.value('campaign')
  const { data: teams = [] } = useRead('teams.list', typeof campaign === 'string' ? { campaign } : {})
  const bind = record.bind('teams')
  const ids = Array.isArray(bind.value) ? bind.value : []
  const nameOf = (id: string) => {
    const team = teams.find((one) => one.id === id)
    return page?.teamNames.find((one) => one.id === id)?.name ?? team?.name ?? team?.leaderName ?? null
  }
  return (
    <span className="inline-chips">
      <Chips
        items={ids.map((id) => ({ id, name: nameOf(id) }))}
        onRemove={(id) => bind.commit(ids.filter((one) => one !== id))}
      />
      <span className="inline">
        <Lookup
          label={labels.teams}
          value=""
          placeholder={ids.length ? text.common.add : text.common.missing}
          search={async (typed) =>
            teams
              .filter((team) => !ids.includes(team.id))
              .map((team) => ({
                value: team.id,
                label: team.name ?? team.leaderName ?? text.common.unnamed,
                hint: team.topics.join(text.common.listComma),
              }))
              .filter(({ label, hint }) => `${label}${hint}`.includes(typed))
          }
          onChoose={({ value }) => bind.commit([...ids, value])}
        />
      </span>
    </span>
  )
}
