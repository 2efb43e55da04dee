/** 来龙去脉: where the visit comes from and what became of it. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Reported, VisitPage } from '../../../shared/views.ts'
import { formatDate } from '../../ui/dates.ts'
import { placeName } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { type Knot, Knots } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'
import { ReportMark } from '../../ui/marks.tsx'
import { Section } from '../../ui/page.tsx'

const words = text.visits.thread

export function Thread({ page }: { page: VisitPage }) {
  const { campaignRow: campaign, findingItems: findings, directives } = page
  const knots: Knot[] = []
  if (campaign?.source) {
    knots.push({
      key: 'source',
      state: 'done',
      title: (
        <Link page="campaigns" id={campaign.id} className="visit-knot">
          {words.source}
        </Link>
      ),
      note: campaign.sourceDate
        ? fill(words.note, { source: campaign.source, date: campaign.sourceDate })
        : campaign.source,
    })
  }
  knots.push(
    {
      key: 'visit',
      state: 'current',
      title: page.regionName ? fill(words.visit, { city: placeName(page.regionName) ?? '' }) : words.visitUnnamed,
      note: formatDate(page) ?? text.visits.group.undated,
    },
    {
      key: 'findings',
      state: findings.length ? 'done' : 'open',
      title: findings.length ? (
        <Link page="findings" query={{ visit: page.id }} className="visit-knot">
          {words.findings}
        </Link>
      ) : (
        words.findings
      ),
      note: findings.length ? fill(words.findingsCount, { count: findings.length }) : words.none,
    },
    {
      key: 'directives',
      state: directives ? 'done' : 'open',
      title: directives ? (
        <Link
          page="meetings"
          query={{ ...(campaign ? { campaign: campaign.id } : {}), kind: 'office' }}
          className="visit-knot"
        >
          {words.directives}
        </Link>
      ) : (
        words.directives
      ),
      note: directives ? fill(words.directivesCount, { count: directives }) : words.none,
    },
  )
  return (
    <Section title={words.title}>
      <Knots label={words.title} knots={knots} />
    </Section>
  )
}

export function ReportState({ reported }: { reported: Reported }) {
  const report = text.visits.report
  return (
    <Section title={report.title}>
      <div className="visit-report">
        <ReportMark reported={reported} />
        <p className="second">{reported ? report[reported] : report.none}</p>
        {reported === 'unreported' && (
          <Link page="exchange" className="button button-small">
            {report.go}
          </Link>
        )}
      </div>
    </Section>
  )
}
