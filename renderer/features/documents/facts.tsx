/** 文件信息; each reads as text until it is used. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { useRead } from '../../api.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineText } from '../../ui/inline-text.tsx'

const labels = text.domain.fields.documents

export function Facts({ page, record }: { page: DocumentPage; record: EditRecord }) {
  const { data: teams = [] } = useRead('teams.list', page.campaign ? { campaign: page.campaign } : {})
  const line = (name: 'number' | 'recipient' | 'issuer') => (
    <>
      <dt>{labels[name]}</dt>
      <dd>
        <InlineText bind={record.bind(name)} label={labels[name]} />
      </dd>
    </>
  )
  return (
    <dl className="facts paper-facts">
      <dt>{labels.kind}</dt>
      <dd>
        <InlineChoice bind={record.bind('kind')} label={labels.kind} choices={choicesOf(text.domain.documentKind)} />
      </dd>
      <dt>{labels.team}</dt>
      <dd>
        <InlineChoice
          bind={record.bind('team')}
          label={labels.team}
          choices={teams.map(({ id, name, leaderName }) => ({
            value: id,
            label: (leaderName && fill(text.documents.team, { leader: leaderName })) ?? name ?? text.common.unnamed,
          }))}
          clearable
        />
      </dd>
      {line('recipient')}
      {line('issuer')}
      {line('number')}
      <dt>{labels.issued}</dt>
      <dd>
        <InlineDate record={record} label={labels.issued} fields={{ start: 'issued' }} year={page.year ?? undefined} />
      </dd>
    </dl>
  )
}
