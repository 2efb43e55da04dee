/** Moving a document to another stage: why, where it goes back or past one. */
import { type DocumentStage, documentStageOf, needsReason } from '../../../shared/domain/document-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call } from '../../api.ts'
import { flushAll } from '../../ui/edit-session.ts'
import { fill } from '../../ui/fill.ts'
import { Asking } from './asking.tsx'

const words = text.documents.stage
const names = text.domain.documentStage

export function MoveDialog({ page, to, onClose }: { page: DocumentPage; to: DocumentStage; onClose: () => void }) {
  const from = documentStageOf(page.stage)
  const needed = needsReason(from, to)
  return (
    <Asking
      title={fill(words.title, { from: names[from], to: names[to] })}
      label={words.reason}
      hint={`${needed ? words.reasonNeeded : words.reasonOptional}${words.keeps}`}
      action={fill(words.move, { stage: names[to] })}
      isReady={(note) => !needed || note.trim() !== ''}
      onClose={onClose}
      onDo={async (note) => {
        await flushAll()
        await call('documents.move', { id: page.id, to, text: note })
        return fill(words.moved, { stage: names[to] })
      }}
    />
  )
}
