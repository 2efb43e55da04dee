/** 发现 of the visit. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { Kbd } from '../../ui/button.tsx'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing } from '../../ui/marks.tsx'
import { Empty, Section } from '../../ui/page.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.findings

export function FindingsPart({ context: { page, addFinding } }: { context: VisitContext }) {
  if (!page) return null
  const findings = page.findingItems
  const hint = (
    <span>
      {words.hintSelect} <Kbd>F</Kbd>
      {words.hintEnter} <Kbd>Ctrl Enter</Kbd> {words.hintWrite}
    </span>
  )
  return (
    <Section
      title={words.title}
      note={fill(words.count, { count: findings.length })}
      action={
        <button
          type="button"
          className="link"
          title={`${words.add} (Ctrl Enter)`}
          onClick={(event) => addFinding(event.currentTarget)}
        >
          {words.add}
        </button>
      }
    >
      {findings.length === 0 && <Empty title={words.empty}>{hint}</Empty>}
      <ul className="visit-findings">
        {findings.map((finding) => (
          <li key={finding.id}>
            <FindingRow finding={finding} />
          </li>
        ))}
      </ul>
      {findings.length > 0 && <p className="empty-hint">{hint}</p>}
    </Section>
  )
}

function FindingRow({ finding }: { finding: FindingItem }) {
  const said = finding.summary ?? finding.quote
  return (
    <Link page="findings" id={finding.id} className="visit-finding">
      <KindTag kind={finding.kind} />
      <span className="visit-finding-text">{said ? displayPunctuation(said) : <Missing>{words.untold}</Missing>}</span>
      <span className="faint">{labelOf(text.domain.findingStage, finding.stage)}</span>
    </Link>
  )
}
