/** What a team found: by kind, with where it was, figures and photos. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { HearingTeam } from '../../../shared/views/office.ts'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, joinNames, placeName } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing, useQuoteFont } from '../../ui/marks.tsx'
import { PhotoGrid } from '../../ui/photos.tsx'

const words = text.office.hearing

export function Body({ shown }: { shown: HearingTeam }) {
  const { item, cities, findings, indicators, photos } = shown
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the screen is scrolled by the keyboard
    // biome-ignore lint/a11y/useSemanticElements: nothing of it is a form
    <div className="hearing-body" tabIndex={0} role="group" aria-label={words.findings}>
      {item.team === null ? (
        <p className="hearing-none">{item.title ?? words.noTeam}</p>
      ) : (
        <>
          <Findings findings={findings} />
          <div className="hearing-side">
            <Cities cities={cities} />
            <Figures indicators={indicators} />
            {photos.length > 0 && (
              <section aria-label={words.photos}>
                <h2>{words.photos}</h2>
                <PhotoGrid photos={photos} editable={false} />
              </section>
            )}
          </div>
        </>
      )}
    </div>
  )
}

function Findings({ findings }: Pick<HearingTeam, 'findings'>) {
  useQuoteFont()
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  return (
    <section className="hearing-findings" aria-label={words.findings}>
      {findings.length === 0 && <p className="hearing-none">{words.noFindings}</p>}
      {kinds.map((kind) => (
        <div key={kind} className="hearing-kind">
          <h2>
            <KindTag kind={kind} />
          </h2>
          <ul>
            {findings
              .filter((finding) => finding.kind === kind)
              .map(({ id, text: said, isQuote, regionNames }) => (
                <li key={id}>
                  <p className={isQuote ? 'hearing-quote' : undefined}>{displayPunctuation(said)}</p>
                  <Link page="findings" id={id} query={{}} tabIndex={-1} className="hearing-where">
                    {joinNames(regionNames.map(({ name }) => placeName(name))) || text.domain.nouns.findings}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Cities({ cities }: Pick<HearingTeam, 'cities'>) {
  return (
    <section aria-label={words.cities}>
      <h2>{words.cities}</h2>
      {cities.length === 0 && <Missing />}
      <ul className="hearing-cities">
        {cities.map(({ id, name, visits }) => (
          <li key={id}>
            <strong>{placeName(name)}</strong>
            <span>{joinNames(visits.map((visit) => formatDate(visit))) || <Missing>{words.undated}</Missing>}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Figures({ indicators }: Pick<HearingTeam, 'indicators'>) {
  if (indicators.length === 0) return null
  return (
    <section aria-label={words.figures}>
      <h2>{words.figures}</h2>
      <ul className="hearing-figures">
        {indicators.map(({ id, name, value, unit, bound, yearOnYear, derived, period }) => (
          <li key={id}>
            <span>
              {name}
              {period && ` ${fill(text.common.year, { year: period })}`}
            </span>
            <strong>
              {bound && text.domain.bound[bound]} {value ?? text.common.missing}
              <small>{unit}</small>
            </strong>
            {derived === 1 && <span className="inferred">{text.common.derived}</span>}
            {yearOnYear && (
              <span>
                {fill(text.dashboard.yearOnYear, { sign: yearOnYear.startsWith('-') ? '' : '+', value: yearOnYear })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
