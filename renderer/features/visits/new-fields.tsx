/** What a new visit begins with, in the middle of the page; the rest stands in the side panel. */
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { Section } from '../../ui/page.tsx'
import { teamChoice } from './list-filters.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits

export function NewVisitFields({ context: { record, page } }: { context: VisitContext }) {
  const { data: teams } = useRead('teams.list', {})
  return (
    <Section title={words.record.start}>
      <div className="visit-start">
        <InlineRegion bind={record.bind('region')} label={words.facts.region} showLabel boxed autoFocus={!page} />
        <InlineChoice
          bind={record.bind('team')}
          label={words.facts.team}
          showLabel
          boxed
          choices={(teams ?? []).map((team) => teamChoice(team, true))}
        />
        <div>
          <span className="inline-label" aria-hidden>
            {words.facts.date}
          </span>
          <InlineDate
            record={record}
            label={words.facts.date}
            fields={{ start: 'start', end: 'end', precision: 'precision' }}
            boxed
          />
        </div>
        <InlineChoice
          bind={record.bind('status')}
          label={words.facts.status}
          showLabel
          boxed
          choices={choicesOf(text.domain.visitStatus)}
        />
      </div>
    </Section>
  )
}
