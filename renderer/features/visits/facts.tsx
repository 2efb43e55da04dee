/** 基本信息: every field of a visit, read as text until it is used. */
import type { ReactNode } from 'react'
import { visitMethods } from '../../../shared/domain/visits.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { DateText } from '../../ui/date-block.tsx'
import { formatDate } from '../../ui/dates.ts'
import { joinNames } from '../../ui/display.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineFold } from '../../ui/inline-fold.tsx'
import { InlineRefs, InlineTags } from '../../ui/inline-ref.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Link } from '../../ui/link.tsx'
import { Missing } from '../../ui/marks.tsx'
import { Section } from '../../ui/page.tsx'
import { teamChoice } from './list-filters.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.facts

function Fact({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd data-field={name}>{children}</dd>
    </>
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
const setOf = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [])

export function Facts({ context: { record, page } }: { context: VisitContext }) {
  const { data: teams } = useRead('teams.list', {})
  const { data: campaigns } = useRead('campaigns.list', {})
  const date = {
    start: textOf(record.value('start')),
    end: textOf(record.value('end')),
    precision: textOf(record.value('precision')),
  }
  const inferred = record.value('inferred') === 1 ? (1 as const) : null
  const shownDate = formatDate(date, { year: true })
  const methodWords: Record<string, string> = text.domain.visitMethod
  const methods = joinNames(setOf(record.value('methods')).map((method) => methodWords[method] ?? method))
  const hosts = joinNames((page?.hostItems ?? []).map((host) => host.name))
  const participants = joinNames((page?.participantItems ?? []).map((person) => person.name))
  const region = textOf(record.value('region')) ?? undefined
  const year = page?.campaignRow?.year ?? undefined
  const teamChoices = (teams ?? []).map((team) => teamChoice(team, (campaigns?.length ?? 0) > 1))
  const team = textOf(record.value('team'))
  if (team && page?.team === team && !teamChoices.some((choice) => choice.value === team)) {
    // deleted elsewhere: named still, see 上级已删除
    teamChoices.push({ value: team, label: page.leaderName ?? page.teamName ?? text.common.unnamed })
  }
  return (
    <Section title={words.title}>
      <dl className="facts visit-facts">
        <Fact name="campaign" label={words.campaign}>
          {page?.campaignRow ? (
            <Link page="campaigns" id={page.campaignRow.id} className="visit-fact-text">
              {page.campaignRow.name ?? text.common.unnamed}
            </Link>
          ) : (
            <span className="visit-fact-text">
              <Missing />
            </span>
          )}
        </Fact>
        <Fact name="team" label={words.team}>
          <InlineChoice bind={record.bind('team')} label={words.team} choices={teamChoices} />
        </Fact>
        <Fact name="region" label={words.region}>
          <InlineRegion bind={record.bind('region')} label={words.region} />
        </Fact>
        <Fact name="status" label={words.status}>
          <InlineChoice
            bind={record.bind('status')}
            label={words.status}
            choices={choicesOf(text.domain.visitStatus)}
          />
        </Fact>
        <Fact name="methods" label={words.methods}>
          <InlineFold label={words.methods} shown={methods || null}>
            <InlineTags
              bind={record.bind('methods')}
              label={words.methods}
              suggestions={visitMethods}
              labels={text.domain.visitMethod}
            />
          </InlineFold>
        </Fact>
        <Fact name="date" label={words.date}>
          <InlineFold
            label={words.date}
            shown={shownDate ? <DateText {...date} inferred={inferred} year /> : null}
            spoken={shownDate ?? undefined}
          >
            <InlineDate
              record={record}
              label={words.date}
              fields={{ start: 'start', end: 'end', precision: 'precision', inferred: 'inferred' }}
              year={year}
            />
          </InlineFold>
        </Fact>
        <Fact name="hosts" label={words.hosts}>
          <InlineFold label={words.hosts} shown={hosts || null}>
            <InlineRefs
              bind={record.bind('hosts')}
              label={words.hosts}
              entity="organizations"
              within={region}
              createWith={region ? { region } : undefined}
              items={page?.hostItems ?? []}
            />
          </InlineFold>
        </Fact>
        <Fact name="hostsNote" label={words.hostsNote}>
          <InlineProse bind={record.bind('hostsNote')} label={words.hostsNote} onEnter={() => {}} />
        </Fact>
        <Fact name="purpose" label={words.purpose}>
          <InlineProse bind={record.bind('purpose')} label={words.purpose} />
        </Fact>
        <Fact name="participants" label={words.participants}>
          <InlineFold label={words.participants} shown={participants || null}>
            <InlineRefs
              bind={record.bind('participants')}
              label={words.participants}
              entity="people"
              items={page?.participantItems ?? []}
            />
          </InlineFold>
        </Fact>
        <Fact name="itinerary" label={words.itinerary}>
          <InlineProse bind={record.bind('itinerary')} label={words.itinerary} />
        </Fact>
      </dl>
    </Section>
  )
}
