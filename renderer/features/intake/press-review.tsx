/** The text at the left, what was read out of it at the right; one leads to the other. */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { BottomStrip, Empty } from '../../ui/page.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { ProposalCard } from './press-card.tsx'
import { type Group, groupsOf, isAccepted, isUnsure, linkOf, numbersOf, type Review } from './press-model.ts'
import { SourceText } from './press-source.tsx'
import { decideAll, select, usePress } from './press-store.ts'
import { Published } from './published.tsx'

const words = text.intake.press

export function PressReview({ review, onReread }: { review: Review; onReread: (published: string) => void }) {
  const current = usePress((state) => state.current)
  const onlyUnsure = usePress((state) => state.onlyUnsure)
  const [open, setOpen] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const numbers = useMemo(() => numbersOf(review.reading), [review.reading])
  const groups = groupsOf(review.reading)
  const unsure = review.reading.proposals.filter((proposal) => isUnsure(review, proposal)).length
  const shown = groups.flatMap((group) => {
    const proposals = onlyUnsure
      ? group.proposals.filter((one) => isUnsure(review, one) || one.id === open)
      : group.proposals
    return proposals.length > 0 ? [{ ...group, proposals }] : []
  })

  const showCard = (id: string) => {
    usePress.setState({ onlyUnsure: false })
    select(id)
    setOpen(id)
    // once it is drawn
    requestAnimationFrame(() => {
      const card = list.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)
      card?.scrollIntoView({ block: 'nearest' })
      card?.querySelector<HTMLElement>('[data-card-button]')?.focus({ preventScroll: true })
    })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing || !(event.target as HTMLElement).matches('[data-card-button]')) return
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-card-button]')]
    const at = buttons.indexOf(event.target as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (next === undefined || !buttons[next]) return
    event.preventDefault()
    buttons[next].focus()
  }
  return (
    <>
      <div className="intake-columns">
        <SourceText review={review} current={current} onOpen={showCard} />
        <div className="intake-results">
          <div className="intake-results-head">
            <Published value={review.reading.published} onChange={onReread} />
            {unsure > 0 && (
              <Segmented
                label={words.filter}
                choices={[
                  { value: 'all', label: text.common.all },
                  { value: 'unsure', label: fill(words.unsure, { count: unsure }) },
                ]}
                value={onlyUnsure ? 'unsure' : 'all'}
                onChange={(value) => usePress.setState({ onlyUnsure: value === 'unsure' })}
              />
            )}
          </div>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: carries the keys of the cards in it */}
          <div ref={list} className="intake-cards" onKeyDown={onKeyDown}>
            {shown.length === 0 && <Empty title={words.sentenceNone}>{words.empty}</Empty>}
            {shown.map((group) => (
              <CardGroup key={group.entity} review={review} group={group}>
                {group.proposals.map((proposal) => (
                  <ProposalCard
                    key={proposal.id}
                    review={review}
                    proposal={proposal}
                    number={numbers.get(proposal.id)}
                    isCurrent={proposal.id === current}
                    isOpen={proposal.id === open}
                    onSelect={() => select(proposal.id)}
                    onToggle={() => setOpen(open === proposal.id ? null : proposal.id)}
                  />
                ))}
              </CardGroup>
            ))}
          </div>
        </div>
      </div>
      <BottomStrip
        keys={[
          { keys: ['↑', '↓'], label: words.keys.move },
          { keys: [text.common.keys.space], label: words.keys.toggle },
          { keys: ['Enter'], label: words.keys.edit },
        ]}
      />
    </>
  )
}

function CardGroup({ review, group, children }: { review: Review; group: Group; children: React.ReactNode }) {
  const ids = group.proposals.filter(({ id }) => linkOf(review, id) === null).map(({ id }) => id)
  const accepted = ids.filter((id) => isAccepted(review, id)).length
  const name = text.intake.groups[group.entity]
  return (
    <section aria-label={name}>
      <div className="intake-group">
        <h2>{name}</h2>
        <span className="faint">{fill(words.group, { accepted, count: group.proposals.length })}</span>
        {ids.length > 0 && (
          <Button
            size="small"
            variant="text"
            aria-label={`${name} ${accepted > 0 ? words.rejectAll : words.acceptAll}`}
            onClick={() => decideAll(ids, accepted === 0)}
          >
            {accepted > 0 ? words.rejectAll : words.acceptAll}
          </Button>
        )}
      </div>
      <ul className="intake-list">{children}</ul>
    </section>
  )
}
