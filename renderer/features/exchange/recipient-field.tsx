/** Who a package is for: chosen by typing; a name nobody bears yet becomes a new recipient. */
import { useId, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import { call, queryClient, readKey } from '../../api.ts'
import { fill } from '../../ui/fill.ts'
import { fieldClass } from '../../ui/inline-parts.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { ErrorPanel } from '../../ui/page.tsx'

const words = text.exchange.sending
export const allLaptops = 'all-laptops'

type Props = {
  peers: readonly Peer[]
  value: string | undefined
  laptops: number
  /** This computer is headquarters': all teams can be served at once. */
  headquarters: boolean
  onChange: (value: string) => void
}

export function RecipientField({ peers, value, laptops, headquarters, onChange }: Props) {
  const id = useId()
  const [error, setError] = useState<unknown>(null)
  const everybody =
    headquarters && laptops > 1 ? [{ value: allLaptops, label: fill(words.all, { count: laptops }) }] : []
  const choices = [
    ...everybody,
    ...peers.map((peer) => ({ value: peer.id, label: peer.name, hint: text.domain.roles[peer.role] })),
  ]
  const shown = choices.find((choice) => choice.value === value)?.label ?? ''
  const create = async (name: string) => {
    try {
      const peer = await call('peers.save', { name, role: 'laptop' })
      await queryClient.invalidateQueries({ queryKey: readKey('peers.list', {}) })
      setError(null)
      onChange(peer.id)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <div className="exchange-field">
      <label className="exchange-field-label" htmlFor={id}>
        {words.to}
      </label>
      <div>
        <Lookup
          id={id}
          label={words.to}
          value={shown}
          placeholder={words.need.peer}
          className={fieldClass({ boxed: true })}
          search={async (typed) => choices.filter((choice) => !typed || choice.label.includes(typed))}
          onChoose={(found) => onChange(found.value)}
          onCreate={(name) => void create(name)}
        />
        <p className="faint">{words.newHint}</p>
        {error !== null && <ErrorPanel error={error} />}
      </div>
    </div>
  )
}
