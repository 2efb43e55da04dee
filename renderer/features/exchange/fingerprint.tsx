/** A key's fingerprint to be read out: three groups of three characters, large enough to be compared over the telephone. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Identity } from '../../../shared/views.ts'
import { fill } from '../../ui/fill.ts'

const words = text.trust

export const nameOf = ({ name, person, unit }: Pick<Identity, 'name' | 'person' | 'unit'>): string =>
  name || person || unit || words.unnamed

export function Fingerprint({ of }: { of: Identity }) {
  return (
    <p className="fingerprint">
      <span className="sr-only">
        {fill(words.wordsOf, { name: nameOf(of) })}
        {text.common.colon}
      </span>
      {of.words.split(' ').map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be the same
        <span key={at} className="fingerprint-group">
          {[...group].map((sign, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place of its own for each sign
            <span key={place}>{sign}</span>
          ))}
          {at < 2 && ' '}
        </span>
      ))}
    </p>
  )
}

/** Unit, person and role in one line, without what is not known. */
export function whoOf({ unit, person, role }: Pick<Identity, 'unit' | 'person' | 'role'>): string {
  return [unit, person, role && text.domain.roles[role]].filter(Boolean).join(text.common.comma)
}
