/** 从文稿提取: a text is pasted or opened, looked through, and saved in one step. */
import { FileText } from 'lucide-react'
import { type DragEvent, useEffect, useMemo, useState } from 'react'
import { longestPressText } from '../../../shared/domain/intake.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, PageHeader, Skeleton } from '../../ui/page.tsx'
import { type JobState, ProgressPanel, useJob } from '../../ui/progress.tsx'
import { go } from '../../ui/route.ts'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { announceStep } from '../../ui/undo.ts'
import { isAccepted, linkOf, type Review, recordsOf } from './press-model.ts'
import { PressReview } from './press-review.tsx'
import { forget, loadPress, takeReading, typeText, usePress } from './press-store.ts'
import { SourceTabs } from './source-tabs.tsx'

const words = text.intake.press

export function PressPanel() {
  const { loaded, reading, changes, places } = usePress()
  const job = useJob()
  useEffect(() => void loadPress(), [])
  const review = useMemo(() => (reading ? { reading, changes, places } : null), [reading, changes, places])
  const read = async (input: { text?: string; paths?: string[]; published?: string }, files?: File[]) => {
    const answer = await job.run((id) => call('intake.readText', { ...input, job: id }, files))
    if (answer) takeReading(answer)
  }
  if (!loaded)
    return (
      <div className="sheet-message">
        <Skeleton />
      </div>
    )
  return review ? (
    <Reviewing
      review={review}
      job={job}
      onReread={(published) => void read({ text: review.reading.text, published })}
    />
  ) : (
    <Starting job={job} onRead={read} />
  )
}

type Read = (input: { text?: string; paths?: string[]; published?: string }, files?: File[]) => Promise<void>

function Starting({ job, onRead }: { job: JobState; onRead: Read }) {
  const typed = usePress((state) => state.text)
  const [over, setOver] = useState(false)
  const open = async () => {
    const { paths } = await call('dialog.openIntake', { kind: 'press' })
    if (paths.length > 0) await onRead({ paths })
  }
  const isTooLong = typed.length > longestPressText
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    // a file has no path here: the preload adds it
    if (file) void onRead({}, [file])
    else if (event.dataTransfer.getData('text/plain')) typeText(event.dataTransfer.getData('text/plain'))
  }
  const start = () => {
    if (typed.trim() && !isTooLong && !job.running) void onRead({ text: typed })
  }
  return (
    <>
      <PageHeader title={text.intake.title} />
      <SourceTabs value="press" />
      <div className="page-body intake-start">
        <p className="second">{words.intro}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: files can be opened by the button below as well */}
        <div
          className={`intake-drop${over ? ' intake-drop-over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <textarea
            className="intake-paste"
            aria-label={words.label}
            placeholder={words.placeholder}
            value={typed}
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: pasting is what one comes here for
            autoFocus
            onChange={(event) => typeText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) {
                event.preventDefault()
                start()
              }
            }}
          />
          {over && <p className="intake-drop-hint">{words.dropHere}</p>}
        </div>
        <div className="intake-start-line">
          <Button icon={FileText} onClick={() => void open().catch(showFailure)}>
            {words.open}
          </Button>
          <span className="faint">{words.example}</span>
          <span className={isTooLong ? 'inline-error' : 'faint'} role="status">
            {isTooLong
              ? fill(words.tooLong, { count: formatNumber(typed.length) })
              : typed.length > 0 && fill(words.count, { count: formatNumber(typed.length) })}
          </span>
          <Button
            variant="primary"
            disabled={!typed.trim() || isTooLong || job.running}
            title={`${words.read} (Ctrl Enter)`}
            onClick={start}
          >
            {words.read}
          </Button>
        </div>
        <ProgressPanel job={job} label={words.reading} />
        {job.error !== null && <ErrorPanel error={job.error} />}
      </div>
    </>
  )
}

function Reviewing({
  review,
  job,
  onReread,
}: {
  review: Review
  job: JobState
  onReread: (published: string) => void
}) {
  const [saving, setSaving] = useState(false)
  const [asking, setAsking] = useState(false)
  const { proposals } = review.reading
  const records = useMemo(() => recordsOf(review), [review])
  const linked = proposals.filter(({ id }) => linkOf(review, id) !== null && isAccepted(review, id)).length
  const save = async () => {
    setSaving(true)
    try {
      await call('intake.save', { records })
      const edits = records.map(({ entity, id }) => ({ kind: 'edit' as const, entity, id, created: true, changes: [] }))
      announceStep(fill(words.saved, { count: records.length }), { kind: 'edits', edits })
      forget()
      if (records.some(({ entity }) => entity === 'visits')) go('visits')
    } catch (error) {
      // what was corrected is still here
      showFailure(error)
    } finally {
      setSaving(false)
    }
  }
  return (
    <>
      <PageHeader
        title={text.intake.title}
        sentence={
          <>
            {proposals.length > 0
              ? fill(words.sentence, { found: proposals.length, accepted: records.length })
              : words.sentenceNone}
            {linked > 0 && `${text.common.semicolon}${words.existing} ${linked}`}
          </>
        }
        actions={
          <>
            <Button onClick={() => setAsking(true)}>{words.again}</Button>
            <Button
              variant="primary"
              disabled={records.length === 0 || saving || job.running}
              onClick={() => void save()}
            >
              {saving
                ? words.saving
                : records.length > 0
                  ? fill(words.save, { count: records.length })
                  : words.saveNone}
            </Button>
          </>
        }
      />
      <ProgressPanel job={job} label={words.reading} />
      {job.error !== null && <ErrorPanel error={job.error} />}
      <PressReview review={review} onReread={onReread} />
      {asking && (
        <Dialog
          title={words.discard}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{text.common.cancel}</Button>
              <Button
                variant="danger"
                onClick={() => {
                  setAsking(false)
                  forget()
                  showToast({ message: words.discarded })
                }}
              >
                {words.discardYes}
              </Button>
            </>
          }
        >
          <p>{words.discardText}</p>
        </Dialog>
      )}
    </>
  )
}
