/** 导出反馈表: one a unit or one for all, as Word, Excel or both, into a folder. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { ProgressPanel, useJob } from '../../ui/progress.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'

const words = text.consultation.export

type Format = 'docx' | 'xlsx' | 'both'

export function FormsDialog({ page, onClose }: { page: DocumentPage; onClose: () => void }) {
  const job = useJob()
  const [together, setTogether] = useState(false)
  const [format, setFormat] = useState<Format>('docx')
  const write = async () => {
    const { path: folder } = await call('dialog.chooseFolder', { title: words.folder })
    if (!folder) return
    const consultations = page.consultationItems.map(({ id }) => id)
    const formats = format === 'both' ? (['docx', 'xlsx'] as const) : ([format] as const)
    const written = await job.run((id) =>
      call('consultations.export', {
        document: page.id,
        consultations,
        together,
        formats: [...formats],
        folder,
        job: id,
      }),
    )
    if (!written) return
    onClose()
    const [first] = written.paths
    showToast({
      message: fill(words.done, { count: written.paths.length }),
      ...(first
        ? { action: { label: words.open, run: () => void call('shell.showItem', { path: first }).catch(showFailure) } }
        : {}),
    })
  }
  return (
    <Dialog
      title={words.title}
      onClose={() => {
        job.cancel()
        onClose()
      }}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={job.running} onClick={() => void write().catch(showFailure)}>
            {words.action}
          </Button>
        </>
      }
    >
      <div className="ask-fields">
        <span className="inline-label">{words.form}</span>
        <Segmented
          label={words.form}
          choices={[
            { value: 'each', label: words.each },
            { value: 'one', label: words.one },
          ]}
          value={together ? 'one' : 'each'}
          onChange={(value) => setTogether(value === 'one')}
        />
        <span className="inline-label">{words.format}</span>
        <Segmented
          label={words.format}
          choices={(['docx', 'xlsx', 'both'] as const).map((value) => ({ value, label: words.formats[value] }))}
          value={format}
          onChange={setFormat}
        />
      </div>
      <ProgressPanel job={job} label={words.progress} count={(done, total) => fill(words.count, { done, total })} />
      {Boolean(job.error) && <ErrorPanel error={job.error} />}
    </Dialog>
  )
}
