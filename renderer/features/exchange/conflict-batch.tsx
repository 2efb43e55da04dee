/** Many conflicts of one kind: one computer's writing for all of them, in one step that can be undone as one. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConflictDetail, ConflictItem } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { fieldLabel } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { deviceName } from './conflict-sides.tsx'

const words = text.exchange.conflict

type Props = {
  detail: ConflictDetail
  open: readonly ConflictItem[]
  sides: readonly (ConflictDetail['sides'][number] | undefined)[]
  onChoose: (items: ConflictItem[], device: string) => void
}

/** Those of the same record, and those of the same field of other records; a deletion is always looked at alone. */
export function batchesOf(detail: ConflictDetail, open: readonly ConflictItem[]) {
  const choosable = open.filter((item) => item.kind !== 'deletion')
  const ofRecord = choosable.filter((item) => item.id === detail.id && item.entity === detail.entity)
  const ofField = choosable.filter((item) => item.field === detail.field && item.entity === detail.entity)
  return {
    ofRecord: ofRecord.length > 1 ? ofRecord : [],
    ofField: ofField.some((item) => item.id !== detail.id) ? ofField : [],
  }
}

export function Batches({ detail, open, sides, onChoose }: Props) {
  const { ofRecord, ofField } = batchesOf(detail, open)
  const others = (items: readonly ConflictItem[]) =>
    items.filter((item) => item.id !== detail.id || item.field !== detail.field).length
  const field = fieldLabel(detail.entity, detail.field)
  return (
    <>
      {ofRecord.length > 0 && (
        <Batch
          label={fill(words.batch, { count: others(ofRecord) })}
          sides={sides}
          onChoose={(device) => onChoose(ofRecord, device)}
        />
      )}
      {ofField.length > 0 && (
        <Batch
          label={fill(words.batchSame, { field, count: others(ofField) })}
          sides={sides}
          onChoose={(device) => onChoose(ofField, device)}
        />
      )}
    </>
  )
}

type BatchProps = Pick<Props, 'sides'> & { label: string; onChoose: (device: string) => void }

function Batch({ label, sides, onChoose }: BatchProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, not a form
    <div className="conflict-batch" role="group" aria-label={label}>
      <span>{label}</span>
      {sides.map(
        (side) =>
          side && (
            <Button key={side.ref} size="small" onClick={() => onChoose(side.device)}>
              {fill(words.batchUse, { name: deviceName(side) })}
            </Button>
          ),
      )}
    </div>
  )
}
