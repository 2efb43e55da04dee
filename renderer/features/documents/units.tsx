/** The units that were asked, each with where it stands. */
import { Check, Clock, Ellipsis, OctagonAlert, Plus } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConsultationItem, DocumentPage } from '../../../shared/views/documents.ts'
import { Button } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineText } from '../../ui/inline-text.tsx'
import { Missing } from '../../ui/marks.tsx'
import { Menu } from '../../ui/menus.tsx'
import { saveAllNow, tellFailure } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { addOpinion, stateLabel, stateOf, today } from './round.ts'

const words = text.consultation

export function Units({ page, onAsk }: { page: DocumentPage; onAsk: () => void }) {
  return (
    <section aria-label={words.units}>
      <div className="section-head">
        <h2>{words.units}</h2>
        <span className="filter-row-end">
          <Button size="small" icon={Plus} onClick={onAsk}>
            {words.addUnits}
          </Button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      {/* biome-ignore lint/a11y/useSemanticElements: a frame that scrolls */}
      <div className="consultation-frame" role="group" aria-label={words.units} tabIndex={0}>
        <table className="consultation-table">
          <thead>
            <tr>
              <th>{words.unit.organization}</th>
              <th>{words.unit.version}</th>
              <th>{words.unit.sent}</th>
              <th>{words.unit.due}</th>
              <th>{words.unit.state}</th>
              <th>{words.unit.contact}</th>
              <th>
                <span className="sr-only">{text.common.more}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {page.consultationItems.map((unit) => (
              <Unit key={unit.id} page={page} unit={unit} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Unit({ page, unit }: { page: DocumentPage; unit: ConsultationItem }) {
  const record = useRecord('consultations', unit.id)
  const name = unit.organizationName ?? text.common.unnamed
  const state = stateOf(unit)
  const Icon = { overdue: OctagonAlert, waiting: Clock, none: Check, answered: Check }[state]
  const mark = (none: boolean) =>
    void saveAllNow([
      {
        entity: 'consultations',
        id: unit.id,
        values: none ? { none: 1, returned: unit.returned ?? today() } : { none: 0, returned: null },
      },
    ])
  return (
    <tr>
      <th scope="row">{unit.organizationName ?? <Missing>{words.opinion.unknown}</Missing>}</th>
      <td>{unit.versionNumber !== null ? fill(words.version, { number: unit.versionNumber }) : <Missing />}</td>
      <td>{unit.sent ?? <Missing />}</td>
      <td>
        <InlineDate record={record} label={words.unit.due} fields={{ start: 'due' }} />
      </td>
      <td>
        <span className={`consultation-state consultation-${state}`}>
          <Icon className="icon" size={16} aria-hidden />
          {stateLabel(unit)}
        </span>
      </td>
      <td>
        <InlineText bind={record.bind('contact')} label={words.unit.contact} />
      </td>
      <td>
        <Menu
          label={fill(words.menu, { name })}
          icon={Ellipsis}
          size="small"
          variant="text"
          items={[
            { label: words.addOpinion, onSelect: () => void addOpinion(page, unit) },
            state === 'none' || (state === 'answered' && unit.opinions === 0)
              ? { label: words.markWaiting, onSelect: () => mark(false) }
              : { label: words.markNone, disabled: unit.opinions > 0, onSelect: () => mark(true) },
            {
              label: words.removeUnit,
              danger: true,
              onSelect: () => void removeRecords('consultations', [unit.id]).catch(tellFailure),
            },
          ]}
        />
      </td>
    </tr>
  )
}
