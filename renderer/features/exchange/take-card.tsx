/** 收下对方名片: from a file, a picture of the code, or the clipboard; who it is comes first, taking it second. */
import { FileText, Image } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { type CardRead, chooseCard, forgetCard, nothingRead, pasteCard, readCardFile, useCard } from './card-reading.ts'
import { Fingerprint, nameOf, whoOf } from './fingerprint.tsx'

const words = text.trust.take

export function TakeCard({ onTaken }: { onTaken?: (peer: Peer) => void }) {
  const { reading, card, error } = useCard()
  const picture = useRef<HTMLInputElement>(null)
  useEffect(() => {
    useCard.setState({ isOpen: true })
    document.addEventListener('paste', pasteCard)
    return () => {
      document.removeEventListener('paste', pasteCard)
      useCard.setState({ ...nothingRead, isOpen: false })
    }
  }, [])
  if (card) return <Found card={card} onTaken={onTaken} />
  return (
    <div className="take-card">
      {error !== null && <ErrorPanel error={error} />}
      <p className="second">{words.hint}</p>
      {reading && (
        <p className="faint" role="status">
          {words.reading}
        </p>
      )}
      <div className="device-actions">
        <Button icon={FileText} disabled={reading} onClick={() => void chooseCard()}>
          {words.chooseFile}
        </Button>
        <Button icon={Image} disabled={reading} onClick={() => picture.current?.click()}>
          {words.choosePicture}
        </Button>
        <input
          ref={picture}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void readCardFile(file)
            event.target.value = ''
          }}
        />
      </div>
    </div>
  )
}

function Found({ card, onTaken }: { card: CardRead; onTaken: ((peer: Peer) => void) | undefined }) {
  const go = useRef<HTMLButtonElement>(null)
  const { identity, state } = card
  const name = nameOf(identity)
  useEffect(() => go.current?.focus(), [])
  const take = async () => {
    const peer = await call('card.take', { text: card.text })
    forgetCard()
    showToast({ message: fill(words.taken, { name }) })
    onTaken?.(peer)
  }
  return (
    <div className="take-card" role="status">
      <p>
        <strong>{fill(words.who, { name })}</strong>
      </p>
      <p className="second">{whoOf(identity)}</p>
      <Fingerprint of={identity} />
      <p>{words.check}</p>
      {state && <p className="faint">{words.known[state]}</p>}
      <div className="device-actions">
        <Button ref={go} variant="primary" onClick={() => void take().catch(showFailure)}>
          {words.go}
        </Button>
        <Button onClick={forgetCard}>{words.drop}</Button>
      </div>
    </div>
  )
}
