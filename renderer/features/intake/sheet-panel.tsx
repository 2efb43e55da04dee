/** 从表格导入: a template out, a table in; every row is judged before anything is entered. */
import { Download, FileSpreadsheet } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { sheetNouns } from '../../../shared/domain/intake-sheets.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { ErrorPanel, PageHeader } from '../../ui/page.tsx'
import { type JobState, ProgressPanel, useJob } from '../../ui/progress.tsx'
import { jobLabel } from '../../ui/running-job.tsx'
import { runShared, useSharedJob } from '../../ui/shared-job.ts'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { announceStep } from '../../ui/undo.ts'
import { SheetReview } from './sheet-review.tsx'
import { type Choices, forgetSheet, importRows, inspect, type Source, useSheet } from './sheet-store.ts'
import { SourceTabs } from './source-tabs.tsx'

const words = text.intake.sheet

export function SheetPanel() {
  const { preview, source, choices } = useSheet()
  const reading = useJob()
  const entering = useJob()
  const look = async (from: Source, next: Choices) => {
    const answer = await reading.run((job) => inspect(from, next, job))
    if (answer) useSheet.setState({ source: from, preview: answer, choices: next })
  }
  const enter = async () => {
    if (!source || !preview) return
    const answer = await entering.run((job) => importRows(source, choices, preview, job))
    if (!answer) return
    const { batch, rows } = answer
    const move = (back: boolean) => runShared('batch', (job) => call('intake.moveBatch', { batch, back, job }))
    announceStep(fill(words.done, { count: formatNumber(rows) }), {
      kind: 'action',
      undo: () => move(true),
      redo: () => move(false),
    })
    forgetSheet()
  }
  if (!preview || !source) return <Starting job={reading} onLook={(from) => void look(from, {})} />
  const { counts } = preview
  const rows = counts.good + (useSheet.getState().doubles === 'add' ? counts.known + counts.twice : 0)
  return (
    <>
      <PageHeader
        title={preview.file}
        sentence={(['good', 'bad', 'known', 'twice'] as const)
          .filter((state) => counts[state] > 0 || state === 'good')
          .map((state) => fill(words.counts[state], { count: formatNumber(counts[state]) }))
          .join(text.common.semicolon)}
        actions={
          <>
            <Button onClick={forgetSheet}>{words.again}</Button>
            <ImportButton rows={rows} isBusy={entering.running || reading.running} onImport={() => void enter()} />
          </>
        }
      />
      {(reading.running || entering.running) && (
        <div className="intake-progress">
          <ProgressPanel
            job={entering.running ? entering : reading}
            label={entering.running ? words.entering : words.reading}
          />
        </div>
      )}
      {entering.error !== null && <ErrorPanel error={entering.error} />}
      {reading.error !== null && <ErrorPanel error={reading.error} />}
      <SheetReview
        preview={preview}
        choices={choices}
        onChoose={(patch) => void look(source, { ...choices, ...patch })}
      />
    </>
  )
}

function ImportButton({ rows, isBusy, onImport }: { rows: number; isBusy: boolean; onImport: () => void }) {
  // read again: what is done with doubles changes the count
  useSheet((state) => state.doubles)
  return (
    <Button variant="primary" disabled={rows === 0 || isBusy} onClick={onImport}>
      {rows > 0 ? fill(words.import, { count: formatNumber(rows) }) : words.none}
    </Button>
  )
}

function Starting({ job, onLook }: { job: JobState; onLook: (source: Source) => void }) {
  const template = useSheet((state) => state.template)
  const takingBack = useSharedJob('batch')
  const [over, setOver] = useState(false)
  const choose = async () => {
    const { paths } = await call('dialog.openIntake', { kind: 'sheet' })
    if (paths.length > 0) onLook({ paths })
  }
  const download = async () => {
    const { path: folder } = await call('dialog.chooseFolder', { title: words.templateFolder })
    if (!folder) return
    const { path } = await call('intake.template', { folder, noun: template })
    showToast({
      message: fill(words.templateDone, { path }),
      action: { label: words.templateShow, run: () => void call('shell.showItem', { path }).catch(showFailure) },
    })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onLook({ files: [file] })
  }
  return (
    <>
      <PageHeader title={text.intake.title} />
      <SourceTabs value="sheet" />
      <div className="page-body intake-start">
        <p className="second">{words.intro}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: files can be chosen by the button in it as well */}
        <div
          className={`intake-drop intake-drop-file${over ? ' intake-drop-over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Button
            variant="primary"
            icon={FileSpreadsheet}
            disabled={job.running}
            onClick={() => void choose().catch(showFailure)}
          >
            {words.choose}
          </Button>
          <p className="faint">{words.chooseHint}</p>
        </div>
        <ProgressPanel job={job} label={words.reading} />
        <ProgressPanel job={takingBack} label={jobLabel('batch')} />
        {job.error !== null && <ErrorPanel error={job.error} />}
        <div className="intake-start-line">
          <span className="second">{words.templateHint}</span>
          <FilterMenu
            label={words.noun}
            all={false}
            plain
            choices={sheetNouns.map((noun) => ({
              value: noun,
              label: fill(words.templateFor, { noun: text.domain.nouns[noun] }),
            }))}
            value={template}
            onChange={(noun) => noun && useSheet.setState({ template: noun })}
          />
          <Button icon={Download} onClick={() => void download().catch(showFailure)}>
            {words.template}
          </Button>
        </div>
      </div>
    </>
  )
}
