/** Moving a document to another stage: why, where it goes back or past one. */
import { type DocumentStage, documentStageOf, endsRound, needsReason } from '../../../shared/domain/document-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call } from '../../api.ts'
import { joinNames } from '../../ui/display.ts'
import { flushAll } from '../../ui/edit-session.ts'
import { fill } from '../../ui/fill.ts'
import { Asking } from './asking.tsx'

const words = text.documents.stage
const names = text.domain.documentStage

export function MoveDialog({ page, to, onClose }: { page: DocumentPage; to: DocumentStage; onClose: () => void }) {
  const from = documentStageOf(page.stage)
  const waiting = endsRound(from, to)
    ? page.consultationItems.filter(({ returned, none }) => returned === null && none !== 1)
    : []
  const needed = needsReason(from, to) || waiting.length > 0
  const silent = fill(words.silent, {
    count: waiting.length,
    names: joinNames(waiting.map(({ organizationName }) => organizationName ?? text.consultation.opinion.unknown)),
  })
  return (
    <Asking
      title={fill(words.title, { from: names[from], to: names[to] })}
      label={words.reason}
      hint={`${waiting.length > 0 ? words.silentHint : needed ? words.reasonNeeded : words.reasonOptional}${words.keeps}`}
      start={waiting.length > 0 ? silent : ''}
      action={fill(words.move, { stage: names[to] })}
      isReady={(note) => !needed || note.trim() !== ''}
      onClose={onClose}
      onDo={async (note) => {
        await flushAll()
        await call('documents.move', { id: page.id, to, text: note })
        return fill(words.moved, { stage: names[to] })
      }}
    >
      {waiting.length > 0 && <p role="alert">{silent}</p>}
    </Asking>
  )
}
