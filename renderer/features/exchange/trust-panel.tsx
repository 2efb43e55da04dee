/** 电脑与信任: which computers are believed, this one's card, the card of another, and how the keys are kept. */
import { text } from '../../../shared/text/zh-cn.ts'
import { Section } from '../../ui/page.tsx'
import { DevicesList } from './devices-list.tsx'
import { KeysLine } from './keys-line.tsx'
import { OwnCard } from './own-card.tsx'
import { TakeCard } from './take-card.tsx'
import './trust.css'

const words = text.trust

export function TrustPanel() {
  return (
    <div className="exchange-panel trust">
      <h2>{words.title}</h2>
      <p className="second">
        {words.sentence}
        {words.wordsHint}
      </p>
      <DevicesList />
      <Section title={words.take.title}>
        <TakeCard />
      </Section>
      <OwnCard />
      <KeysLine />
    </div>
  )
}
