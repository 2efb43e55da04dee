/** A text with the stretches marked that another has too. */
import { Fragment } from 'react'
import { foldText } from '../../../shared/domain/search-text.ts'
import { displayPunctuation } from '../../ui/display.ts'

/** Where the stretches lie in `said`, in order and apart; a longer one goes before those inside it. */
export function stretchesIn(said: string, shared: readonly string[]): { from: number; to: number }[] {
  const whole = foldText(said)
  const places: { from: number; to: number }[] = []
  for (const stretch of shared) {
    const wanted = foldText(stretch)
    if (!wanted) continue
    for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
      const to = at + wanted.length
      if (places.every((place) => to <= place.from || at >= place.to)) places.push({ from: at, to })
    }
  }
  return places.sort((a, b) => a.from - b.from)
}

export function SharedMarks({ said, shared }: { said: string; shared: readonly string[] }) {
  // half-width signs are shown full-width one for one, so places stay
  const shown = displayPunctuation(said)
  const places = stretchesIn(said, shared)
  return (
    <>
      {places.map(({ from, to }, index) => (
        <Fragment key={from}>
          {shown.slice(places[index - 1]?.to ?? 0, from)}
          <mark className="shared-mark">{shown.slice(from, to)}</mark>
        </Fragment>
      ))}
      {shown.slice(places.at(-1)?.to ?? 0)}
    </>
  )
}
