/** The thread from 初稿 to 印发 under the paper, with the versions kept on the way. */
import { History, Stamp } from 'lucide-react'
import { useState } from 'react'
import { type DocumentStage, documentStageOf, isStepBack } from '../../../shared/domain/document-rules.ts'
import { documentStages } from '../../../shared/domain/documents.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { flushAll } from '../../ui/edit-session.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/menus.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { Asking } from './asking.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { Proceedings } from './proceedings.tsx'
import './stages.css'

const words = text.documents.stage
const versionWords = text.documents.versions
const names = text.domain.documentStage

export function StageStrip({ page }: { page: DocumentPage }) {
  const narrow = useMedia(isNarrow)
  const [target, setTarget] = useState<DocumentStage | null>(null)
  const [open, setOpen] = useState<'approve' | 'record' | 'keep' | null>(null)
  const current = documentStageOf(page.stage)
  const close = () => setOpen(null)
  return (
    <div className="stage-strip">
      {narrow ? (
        <Menu
          label={fill(words.menu, { stage: names[current] })}
          size="small"
          items={documentStages
            .filter((stage) => stage !== current)
            .map((stage) => ({ label: fill(words.move, { stage: names[stage] }), onSelect: () => setTarget(stage) }))}
        />
      ) : (
        <ol className="stage-knots" aria-label={words.label}>
          {documentStages.map((stage) => {
            const state = stage === current ? 'current' : isStepBack(current, stage) ? 'done' : 'open'
            return (
              <li
                key={stage}
                className={`stage-knot stage-${state}`}
                aria-current={state === 'current' ? 'step' : undefined}
              >
                {stage === current ? (
                  <span>{names[stage]}</span>
                ) : (
                  <button
                    type="button"
                    title={fill(words.move, { stage: names[stage] })}
                    onClick={() => setTarget(stage)}
                  >
                    {names[stage]}
                  </button>
                )}
              </li>
            )
          })}
        </ol>
      )}
      <span className="stage-strip-end">
        {current === 'approval' && (
          <Button size="small" icon={Stamp} onClick={() => setOpen('approve')}>
            {words.approve}
          </Button>
        )}
        {(page.asked > 0 || current === 'consultation') && (
          <Link page="documents" id={page.id} query={{ view: 'consultation' }}>
            {names.consultation}
            {page.asked > 0 && ` ${page.answered} / ${page.asked}`}
          </Link>
        )}
        <button type="button" className="link" onClick={() => setOpen('record')}>
          {words.record}
        </button>
        {page.versions > 0 ? (
          <Link page="documents" id={page.id} query={{ view: 'versions' }}>
            {fill(versionWords.open, { count: page.versions })}
          </Link>
        ) : (
          <span className="faint">{versionWords.none}</span>
        )}
        <Button size="small" icon={History} onClick={() => setOpen('keep')}>
          {versionWords.keep}
        </Button>
      </span>
      {target && <MoveDialog page={page} to={target} onClose={() => setTarget(null)} />}
      {open === 'approve' && <ApproveDialog page={page} onClose={close} />}
      {open === 'keep' && <KeepDialog page={page} onClose={close} />}
      {open === 'record' && (
        <Dialog title={words.record} onClose={close} actions={<Button onClick={close}>{text.common.close}</Button>}>
          <Proceedings entries={page.proceedingItems} />
        </Dialog>
      )}
    </div>
  )
}

function ApproveDialog({ page, onClose }: { page: DocumentPage; onClose: () => void }) {
  const [actor, setActor] = useState('')
  const [verdict, setVerdict] = useState<'approval' | 'refusal'>('approval')
  return (
    <Asking
      title={words.approveTitle}
      label={words.comment}
      hint={verdict === 'refusal' ? words.commentNeeded : words.reasonOptional}
      action={words.save}
      isReady={(note) => actor.trim() !== '' && (verdict === 'approval' || note.trim() !== '')}
      onClose={onClose}
      onDo={async (note) => {
        await flushAll()
        await call('documents.approve', { id: page.id, verdict, text: note, actor: actor.trim() })
        return words.approved
      }}
    >
      <label className="asking-note">
        <span>{words.approver}</span>
        <input
          className="inline-input inline-boxed"
          value={actor}
          autoComplete="off"
          onChange={(event) => setActor(event.target.value)}
        />
      </label>
      <Segmented
        label={words.verdict}
        choices={[
          { value: 'approval', label: words.agree },
          { value: 'refusal', label: words.disagree },
        ]}
        value={verdict}
        onChange={(value) => setVerdict(value === 'refusal' ? 'refusal' : 'approval')}
      />
    </Asking>
  )
}

function KeepDialog({ page, onClose }: { page: DocumentPage; onClose: () => void }) {
  return (
    <Asking
      title={versionWords.keepTitle}
      label={versionWords.note}
      placeholder={versionWords.noteHint}
      hint={words.reasonOptional}
      action={versionWords.keep}
      onClose={onClose}
      onDo={(note) => keepNow(page, note)}
    />
  )
}

async function keepNow(page: DocumentPage, note: string): Promise<string> {
  await flushAll()
  const { number, isNew } = await call('versions.save', { document: page.id, ...(note.trim() ? { note } : {}) })
  return fill(isNew ? versionWords.kept : versionWords.same, { number })
}

/** Ctrl+Shift+S: without a question. */
export const keepVersion = (page: DocumentPage): Promise<void> =>
  keepNow(page, '').then((message) => showToast({ message }), showFailure)
