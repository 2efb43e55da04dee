/** One proposal: taken or not, how sure it is and why, what is here already, and its fields once it is opened. */
import { ChevronDown, ChevronRight, Link2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Proposal } from '../../../shared/domain/intake.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { KindTag } from '../../ui/marks.tsx'
import { ProposalFields } from './press-fields.tsx'
import { asText, detailOf, isAccepted, linkOf, missingOf, type Review, shownValue, titleOf } from './press-model.ts'
import { decide } from './press-store.ts'

const words = text.intake.press

type Props = {
  review: Review
  proposal: Proposal
  number: number | undefined
  isCurrent: boolean
  isOpen: boolean
  onSelect: () => void
  onToggle: () => void
}

export function ProposalCard({ review, proposal, number, isCurrent, isOpen, onSelect, onToggle }: Props) {
  const { id, entity, certainty, reasons } = proposal
  const link = linkOf(review, id)
  const accepted = isAccepted(review, id)
  const title = titleOf(review, proposal)
  const detail = detailOf(review, proposal)
  const state = link ? 'linked' : accepted ? 'accepted' : 'rejected'
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === ' ') {
      event.preventDefault()
      if (!link) decide(id, { accepted: !accepted })
    }
  }
  return (
    <li className={`intake-card intake-card-${state}${isCurrent ? ' intake-card-current' : ''}`} data-card={id}>
      <div className="intake-card-head">
        <label className="intake-check">
          <input
            type="checkbox"
            checked={accepted || link !== null}
            disabled={link !== null}
            aria-label={`${words.accept} ${title}`}
            onChange={(event) => decide(id, { accepted: event.target.checked })}
          />
        </label>
        <button
          type="button"
          className="intake-card-title"
          data-card-button
          aria-expanded={isOpen}
          aria-keyshortcuts="Space"
          onFocus={onSelect}
          onClick={onToggle}
          onKeyDown={onKeyDown}
        >
          {number !== undefined && (
            <span className={`intake-number${isCurrent ? ' intake-number-current' : ''}`}>{number}</span>
          )}
          {entity === 'findings' && <KindTag kind={asText(shownValue(review, proposal, 'kind'))} short />}
          <span className="intake-card-name">{title}</span>
          <span
            className={`intake-certainty intake-certainty-${certainty}`}
            title={text.intake.certaintyHint[certainty]}
          >
            {text.intake.certainty[certainty]}
          </span>
          {isOpen ? (
            <ChevronDown className="icon" size={16} aria-hidden />
          ) : (
            <ChevronRight className="icon" size={16} aria-hidden />
          )}
        </button>
      </div>
      <div className="intake-card-more">
        {detail && !isOpen && <p className="intake-card-detail">{detail}</p>}
        <Existing review={review} proposal={proposal} link={link} />
        {isOpen && (
          <>
            {reasons.length > 0 && (
              <p className="intake-card-detail">
                {reasons.map((reason) => text.intake.reason[reason]).join(text.common.semicolon)}
              </p>
            )}
            {accepted &&
              missingOf(review, proposal).map((name) => (
                <p key={name} className="intake-card-warning">
                  {fill(words.needs, { name })}
                </p>
              ))}
            {!link && <ProposalFields review={review} proposal={proposal} />}
          </>
        )}
      </div>
    </li>
  )
}

/** 已有记录: a record of the same name, place and day is used rather than entered twice. */
function Existing({ review, proposal, link }: { review: Review; proposal: Proposal; link: string | null }) {
  const matches = review.reading.matches[proposal.id] ?? []
  const linked = matches.find(({ id }) => id === link)
  if (linked) {
    return (
      <p className="intake-existing">
        <Link2 className="icon" size={16} aria-hidden />
        <span className="intake-existing-title">
          <strong>{words.existing}</strong>
          {text.common.colon}
          {linked.title}
        </span>
        <Button size="small" variant="text" onClick={() => decide(proposal.id, { link: null })}>
          {words.existingNew}
        </Button>
      </p>
    )
  }
  const [like] = matches
  if (!like) return null
  return (
    <p className="intake-existing">
      <Link2 className="icon" size={16} aria-hidden />
      <span className="intake-existing-title">
        {words.existingLike}
        {text.common.colon}
        {like.title}
      </span>
      <Button size="small" variant="text" onClick={() => decide(proposal.id, { link: like.id })}>
        {words.existingUse}
      </Button>
    </p>
  )
}
