/** What a meeting's words have become. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage } from '../../../shared/views.ts'
import { Kbd } from '../../ui/button.tsx'
import { displayPunctuation } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing, Quote } from '../../ui/marks.tsx'
import { Empty, Section } from '../../ui/page.tsx'

const words = text.meetings.findings

export function MeetingFindings({ page }: { page: MeetingPage }) {
  const { findingItems: items } = page
  return (
    <Section
      title={words.title}
      note={fill(text.meetings.threadFindingsCount, { count: items.length })}
      action={
        items.length > 0 && (
          <Link page="findings" query={{ meeting: page.id }}>
            {fill(words.all, { count: items.length })}
          </Link>
        )
      }
    >
      {items.length === 0 ? (
        <Empty title={words.empty}>
          {words.hint}
          <Kbd>F</Kbd>
          {words.hintEnd}
        </Empty>
      ) : (
        <ul className="meeting-findings">
          {items.map((finding) => (
            <li key={finding.id}>
              <Link page="findings" id={finding.id} query={{ meeting: page.id }}>
                <KindTag kind={finding.kind} />
              </Link>
              <div>
                <Quote>{finding.quote}</Quote>
                <p className="second">
                  {text.domain.fields.findings.summary}
                  {text.common.colon}
                  {finding.summary ? displayPunctuation(finding.summary) : <Missing />}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
