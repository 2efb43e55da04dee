/** 上次会议未办结: what the office meetings before this one left open, at its beginning. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { DirectiveItem } from '../../../shared/views/ledger.ts'
import { useRead } from '../../api.ts'
import { displayPunctuation } from '../../ui/display.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing } from '../../ui/marks.tsx'
import { ReminderMark, StageKnots } from '../../ui/measure-marks.tsx'
import { Section } from '../../ui/page.tsx'
import { DirectiveFoot } from './directive-foot.tsx'

const words = text.office.open

export function OpenItems({ meeting }: { meeting: string }) {
  const { data } = useRead('meetings.openItems', { id: meeting }, { keep: false })
  if (!data || data.directives.length + data.measures.length === 0) return null
  const { directives, measures } = data
  return (
    <Section title={words.title} note={fill(words.count, { directives: directives.length, measures: measures.length })}>
      {directives.length > 0 && (
        <ul className="directives" aria-label={words.directives}>
          {directives.map((directive) => (
            <Directive key={directive.id} directive={directive} />
          ))}
        </ul>
      )}
      {measures.length > 0 && (
        <ul className="open-measures" aria-label={words.measures}>
          {measures.map((measure) => (
            <li key={measure.id}>
              <Link page="measures" id={measure.id} query={{}}>
                {measure.title ? displayPunctuation(measure.title) : text.common.unnamed}
              </Link>
              <span className="open-owner" title={measure.ownerName ?? undefined}>
                {measure.ownerName ?? <Missing />}
              </span>
              <StageKnots stage={measure.stage} />
              <ReminderMark measure={measure} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Directive({ directive }: { directive: DirectiveItem }) {
  const record = useRecord('directives', directive.id)
  const { meetingNumber: number, meetingTitle, place } = directive
  return (
    <li className="directive open-directive">
      <Link page="meetings" id={directive.meeting ?? undefined} query={{}} className="open-from">
        {number === null
          ? fill(words.fromOther, { meeting: meetingTitle ?? text.domain.nouns.meetings, place })
          : fill(words.from, { number, place })}
      </Link>
      <div className="directive-text">
        {directive.text ? displayPunctuation(directive.text) : <Missing />}
        <DirectiveFoot directive={directive} record={record} />
      </div>
    </li>
  )
}
