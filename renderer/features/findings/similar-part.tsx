/** On a finding's page: others that say much the same, offered for merging. Looked for when the page is there. */
import { text } from '../../../shared/text/zh-cn.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { useIdle } from '../../ui/use-idle.ts'
import { mergeInto } from './batch.ts'
import { briefOf, FindingHead } from './merge-dialog.tsx'
import { SharedMarks } from './shared-marks.tsx'
import { tellApart, useSimilar } from './similar.ts'
import './merging.css'

const words = text.findings.similar
const offered = 4

export function SimilarPart({ id }: { id: string }) {
  const { found } = useSimilar(id, offered, useIdle())
  if (!found?.length) return null
  return (
    <Section title={words.title} note={words.toPick}>
      <ul className="merge-list">
        {found.map(({ finding, score, shared }) => (
          <li key={finding.id} className="merge-row">
            <div className="merge-said">
              <FindingHead finding={finding} />
              <p>
                <Link page="findings" id={finding.id} className="merge-link">
                  <SharedMarks said={finding.summary || finding.quote || ''} shared={shared} />
                </Link>
              </p>
            </div>
            <div className="merge-aside">
              <span className="faint">{fill(words.score, { percent: Math.round(score * 100) })}</span>
              <Button
                size="small"
                aria-label={fill(words.mergeOf, { text: briefOf(finding) })}
                onClick={() => void mergeInto(id, [finding.id])}
              >
                {words.merge}
              </Button>
              <Button
                size="small"
                variant="text"
                aria-label={fill(words.distinctOf, { text: briefOf(finding) })}
                onClick={() => void tellApart(id, finding.id)}
              >
                {words.distinct}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
