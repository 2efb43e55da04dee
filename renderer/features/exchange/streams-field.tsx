/** Which campaigns go to a recipient. What belongs to none of them, such as people and units, always does. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure } from '../../ui/toast-store.ts'

const words = text.exchange.sending.streams

export function StreamsField({ peer, onChange }: { peer: Peer; onChange: () => void }) {
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { streams } = peer
  const choose = (chosen: string[] | null) => {
    call('peers.chooseStreams', { id: peer.id, streams: chosen }).then(onChange, showFailure)
  }
  if (campaigns.length < 2 && streams === null) return null
  return (
    <div className="exchange-field">
      <span className="exchange-field-label">{words.label}</span>
      <div>
        <Segmented
          label={words.label}
          choices={[
            { value: 'all', label: words.all },
            { value: 'some', label: words.some },
          ]}
          value={streams === null ? 'all' : 'some'}
          onChange={(value) => choose(value === 'all' ? null : campaigns.map(({ id }) => id))}
        />
        {streams === null ? (
          <p className="faint">{words.allHint}</p>
        ) : (
          <>
            <ul className="exchange-streams">
              {campaigns.map(({ id, name }) => (
                <li key={id}>
                  <label>
                    <input
                      type="checkbox"
                      className="row-check"
                      checked={streams.includes(id)}
                      onChange={({ target }) =>
                        choose(target.checked ? [...streams, id] : streams.filter((other) => other !== id))
                      }
                    />
                    {name || words.unnamed}
                  </label>
                </li>
              ))}
            </ul>
            <p className="faint">{words.someHint}</p>
          </>
        )}
      </div>
    </div>
  )
}
