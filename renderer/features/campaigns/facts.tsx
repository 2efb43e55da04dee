/** 基本信息 of a campaign; each reads as text until it is used. */
import { text } from '../../../shared/text/zh-cn.ts'
import { formatDate } from '../../ui/dates.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineFold } from '../../ui/inline-fold.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { InlineNumber, InlineText } from '../../ui/inline-text.tsx'

const labels = text.domain.fields.campaigns

const dateOf = (value: unknown) => (typeof value === 'string' ? value : null)

export function CampaignFacts({ record }: { record: EditRecord }) {
  const year = record.value('year')
  const typedYear = typeof year === 'number' ? year : undefined
  const period = formatDate({ start: dateOf(record.value('start')), end: dateOf(record.value('end')) }, { year: true })
  return (
    <dl className="facts">
      <dt>{labels.year}</dt>
      <dd>
        <InlineNumber bind={record.bind('year')} label={labels.year} />
      </dd>
      <dt>{labels.status}</dt>
      <dd>
        <InlineChoice
          bind={record.bind('status')}
          label={labels.status}
          choices={choicesOf(text.domain.campaignStatus)}
          clearable
        />
      </dd>
      <dt>{text.campaigns.period}</dt>
      <dd>
        <InlineFold label={text.campaigns.period} shown={period}>
          <InlineDate
            record={record}
            label={text.campaigns.period}
            fields={{ start: 'start', end: 'end' }}
            year={typedYear}
          />
        </InlineFold>
      </dd>
      <dt>{labels.region}</dt>
      <dd>
        <InlineRegion bind={record.bind('region')} label={labels.region} />
      </dd>
      <dt>{labels.source}</dt>
      <dd>
        <InlineText bind={record.bind('source')} label={labels.source} />
      </dd>
      <dt>{labels.sourceDate}</dt>
      <dd>
        <InlineDate record={record} label={labels.sourceDate} fields={{ start: 'sourceDate' }} year={typedYear} />
      </dd>
    </dl>
  )
}
