/** 依据: the directives and findings a measure follows from, with their words. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { displayPunctuation, joinNames, placeName } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing, Quote } from '../../ui/marks.tsx'
import { meetingName } from '../../ui/names.ts'
import { Section } from '../../ui/page.tsx'

const words = text.ledger.record

export function BasisSection({ page }: { page: MeasurePage }) {
  const { directiveItems, findingItems, parentItem, parts } = page
  const isEmpty = directiveItems.length + findingItems.length === 0 && !parentItem
  return (
    <Section title={words.basis}>
      {isEmpty && <p className="second">{words.basisNone}</p>}
      <ul className="measure-grounds">
        {parentItem && (
          <li>
            <span className="second">{words.parent}</span>
            <Link page="measures" id={parentItem.id} query={{}}>
              {parentItem.title ?? text.common.unnamed}
            </Link>
          </li>
        )}
        {directiveItems.map((directive) => (
          <li key={directive.id}>
            <Link page="meetings" id={directive.meeting ?? undefined} query={{}}>
              {fill(words.directive, {
                meeting: meetingName({
                  title: null,
                  kind: directive.meetingKind as 'office' | null,
                  number: directive.meetingNumber,
                }),
                place: directive.place,
              })}
            </Link>
            {directive.text ? <span className="measure-said">{displayPunctuation(directive.text)}</span> : <Missing />}
          </li>
        ))}
        {findingItems.map((finding) => (
          <li key={finding.id}>
            <Link page="findings" id={finding.id} query={{}}>
              <KindTag kind={finding.kind} />
              <span className="measure-place">{joinNames(finding.regionNames.map(({ name }) => placeName(name)))}</span>
            </Link>
            {finding.quote ? (
              <Quote>{finding.quote}</Quote>
            ) : (
              <span className="measure-said">{displayPunctuation(finding.summary ?? text.common.missing)}</span>
            )}
          </li>
        ))}
      </ul>
      {parts.length > 0 && (
        <p className="second measure-parts">
          {fill(words.parts, { count: parts.length })}
          {text.common.colon}
          {parts.map(({ id, title }, at) => (
            <span key={id}>
              {at > 0 && text.common.listComma}
              <Link page="measures" id={id} query={{}}>
                {title ?? text.common.unnamed}
              </Link>
            </span>
          ))}
        </p>
      )}
    </Section>
  )
}
