/** What is merged into a finding: each in its own words, with whose they are and where they were heard, and the way back apart. */
import { Split } from 'lucide-react'
import { useState } from 'react'
import { writesToPart } from '../../../shared/domain/merging.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MergedFinding } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { displayPunctuation, formatNumber, joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing, Quote } from '../../ui/marks.tsx'
import { ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { saveAllNow, tellFailure } from '../../ui/save-now.ts'
import { briefOf } from './merge-dialog.tsx'
import './merging.css'

const words = text.findings.members
const shownFirst = 10

/** Takes one out of the finding it is shown under; what was merged into it goes along. */
export async function part(id: string): Promise<boolean> {
  const found = await call('findings.survivor', { id })
  if (!found) return false
  const cleared = writesToPart(
    found.group.map((node) => ({ ...node, living: true })),
    id,
  )
  return saveAllNow(
    cleared.map((one) => ({ entity: 'findings', id: one, values: { mergedInto: null } })),
    text.findings.merge.parted,
  )
}

export function Members({ id, count }: { id: string; count: number }) {
  const [limit, setLimit] = useState(shownFirst)
  const { data, error, refetch } = useRead('findings.members', { id, offset: 0, limit })
  const left = count - (data?.rows.length ?? 0)
  return (
    <Section title={words.title} note={fill(words.note, { count: formatNumber(count) })}>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={3} />}
      <ul className="finding-members">
        {data?.rows.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
      {data && left > 0 && (
        <Button size="small" onClick={() => setLimit(Math.min(500, limit + 50))}>
          {fill(words.more, { count: formatNumber(left) })}
        </Button>
      )}
    </Section>
  )
}

function Member({ member }: { member: MergedFinding }) {
  const { id, kind, quote, summary, speakers, regionNames, teamName, visits, meetings } = member
  const who = speakers.length > 0 ? fill(words.said, { who: joinNames(speakers) }) : null
  const places = joinNames(regionNames.map(({ name }) => name))
  return (
    <li>
      <div className="finding-member-head">
        <KindTag kind={kind} short />
        <strong>{places || <Missing>{text.findings.without.city}</Missing>}</strong>
        <span className="faint">{[who, teamName].filter(Boolean).join(' ')}</span>
        {visits[0] ? (
          <Link page="visits" id={visits[0]} className="second">
            {text.findings.sources.visit}
          </Link>
        ) : (
          meetings[0] && (
            <Link page="meetings" id={meetings[0]} className="second">
              {text.findings.sources.meeting}
            </Link>
          )
        )}
        <Button
          size="small"
          variant="text"
          icon={Split}
          aria-label={fill(words.partOf, { text: briefOf(member) })}
          onClick={() => void part(id).catch(tellFailure)}
        >
          {words.part}
        </Button>
      </div>
      {quote && (
        <p className="finding-said">
          <Quote>{quote}</Quote>
        </p>
      )}
      {summary && <p>{displayPunctuation(summary)}</p>}
      {!quote && !summary && <Missing />}
    </li>
  )
}
