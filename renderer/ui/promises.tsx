/** 上年承诺: what earlier years promised to a city, whether it was kept, and writing that down on the spot. */
import { useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import type { CityPromise } from '../../shared/views/office.ts'
import { useRead } from '../api.ts'
import { Button } from './button.tsx'
import { displayPunctuation, joinNames, placeName } from './display.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { Section } from './page.tsx'
import { StepForm } from './step-form.tsx'
import './promises.css'

const words = text.ledger.promises

/** Of a team's cities, or of the city of a visit. Nothing where no earlier year promised anything. */
export function Promises({
  of,
  withCities = false,
}: {
  of: { team: string } | { visit: string }
  withCities?: boolean
}) {
  const { data } = useRead('promises.list', of, { keep: false })
  if (!data?.length) return null
  const kept = data.filter(({ measure }) => measure.stage === 'reviewed' && measure.outcome === 'kept').length
  return (
    <Section title={words.title} note={fill(words.note, { count: data.length, kept })}>
      <ul className="promises">
        {data.map((promise) => (
          <Line key={promise.measure.id} promise={promise} withCities={withCities} />
        ))}
      </ul>
    </Section>
  )
}

function Line({ promise, withCities }: { promise: CityPromise; withCities: boolean }) {
  const { measure, year, cities } = promise
  const [setting, setSetting] = useState(false)
  const isReviewed = measure.stage === 'reviewed' && measure.outcome !== null
  const canSet = measure.stage === 'closed' || measure.stage === 'reviewed'
  const stage = text.domain.measureStage[measure.stage ?? 'proposed']
  return (
    <li>
      <div className="promise-line">
        {year !== null && <span className="second">{fill(words.year, { year })}</span>}
        <Link page="measures" id={measure.id} query={{}} className="promise-title">
          {measure.title ? displayPunctuation(measure.title) : text.common.unnamed}
        </Link>
        {withCities && (
          <span className="second">
            {fill(words.toCities, { cities: joinNames(cities.map(({ name }) => placeName(name))) })}
          </span>
        )}
        <span className={isReviewed ? `promise-outcome promise-${measure.outcome}` : 'second'}>
          {isReviewed && measure.outcome
            ? text.domain.outcome[measure.outcome]
            : canSet
              ? stage
              : fill(words.notYet, { stage })}
        </span>
        {canSet && !setting && (
          <Button size="small" variant="text" onClick={() => setSetting(true)}>
            {words.set}
          </Button>
        )}
      </div>
      {isReviewed && measure.outcomeNote && <p className="second">{displayPunctuation(measure.outcomeNote)}</p>}
      {setting && (
        <StepForm
          measures={[measure]}
          to="reviewed"
          onDone={() => setSetting(false)}
          onCancel={() => setSetting(false)}
        />
      )}
    </li>
  )
}
