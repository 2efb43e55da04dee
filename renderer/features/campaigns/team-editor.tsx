/** A team's facts, its questions, and what it plans. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { TeamItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import type { Defaults } from '../../ui/edit-session.ts'
import { useRecord } from '../../ui/editing.ts'
import { InlineRef, InlineRefs, InlineTags } from '../../ui/inline-ref.tsx'
import { InlineRegions } from '../../ui/inline-region.tsx'
import { InlineProse, InlineText } from '../../ui/inline-text.tsx'
import { OwnFields } from '../../ui/own-fields.tsx'
import { Promises } from '../../ui/promises.tsx'
import { ApplyTemplate } from './apply-template.tsx'
import { Planned } from './planned.tsx'

const words = text.campaigns.teams
const labels = text.domain.fields.teams

type Props = { id: string; team: TeamItem | null; defaults: Defaults; year: number | undefined; focus: boolean }

export function TeamEditor({ id, team, defaults, year, focus }: Props) {
  const record = useRecord('teams', id, defaults)
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: all = [] } = useRead('teams.list', {})
  const departments = [...new Set(all.flatMap((one) => one.departments))].sort()
  const leader = record.value('leader')
  const hint = (name: string) => {
    const value = record.value(name)
    return Array.isArray(value) && value.length ? text.common.add : text.common.missing
  }
  return (
    <>
      {team && <Promises of={{ team: id }} withCities />}
      <div className="team-columns">
        <dl className="facts">
          <dt>{labels.leader}</dt>
          <dd>
            <InlineRef
              bind={record.bind('leader')}
              label={labels.leader}
              entity="people"
              name={team?.leaderName}
              autoFocus={focus}
            />
          </dd>
          {typeof leader === 'string' && (
            <>
              <dt>{words.leaderTitle}</dt>
              <dd>
                <LeaderTitle key={leader} id={leader} />
              </dd>
            </>
          )}
          <dt>{labels.name}</dt>
          <dd>
            <InlineText bind={record.bind('name')} label={labels.name} />
          </dd>
          <dt>{labels.departments}</dt>
          <dd>
            <InlineTags
              bind={record.bind('departments')}
              label={labels.departments}
              suggestions={departments}
              placeholder={hint('departments')}
            />
          </dd>
          <dt>{labels.members}</dt>
          <dd>
            <InlineRefs
              bind={record.bind('members')}
              label={labels.members}
              entity="people"
              items={team?.memberNames ?? []}
              placeholder={text.common.missing}
            />
          </dd>
        </dl>
        <dl className="facts">
          <dt>{labels.topics}</dt>
          <dd>
            <InlineTags
              bind={record.bind('topics')}
              label={labels.topics}
              suggestions={topics}
              placeholder={hint('topics')}
            />
          </dd>
          <dt>{labels.regions}</dt>
          <dd>
            <InlineRegions bind={record.bind('regions')} label={labels.regions} items={team?.regionNames ?? []} />
          </dd>
          <dt>{labels.outline}</dt>
          <dd>
            <InlineProse
              bind={record.bind('outline')}
              label={labels.outline}
              minRows={3}
              boxed
              placeholder={words.outlinePlaceholder}
            />
            <span className="faint">{words.outlineHint}</span>
            <ApplyTemplate record={record} />
          </dd>
        </dl>
      </div>
      <OwnFields noun="teams" id={id} />
      {team && <Planned team={team} year={year} />}
    </>
  )
}

function LeaderTitle({ id }: { id: string }) {
  const person = useRecord('people', id)
  return <InlineText bind={person.bind('title')} label={words.leaderTitle} />
}
