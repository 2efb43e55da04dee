/** Format, options and folder of one paper; then its progress, and where it lies. */
import { Plus, Printer } from 'lucide-react'
import { useState } from 'react'
import { formatsOf, type PaperAnswer, type PaperFormat, type PaperName } from '../../shared/contract/papers.ts'
import type { Input } from '../../shared/contract.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, queryClient, readKey, useRead } from '../api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import './export-dialog.css'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { FilterMenu } from './menus.tsx'
import { ErrorPanel } from './page.tsx'
import { ProgressPanel, useJob } from './progress.tsx'
import { Segmented } from './switches.tsx'
import { addTemplate, TemplatePlaces } from './template-places.tsx'
import { showFailure, showToast } from './toast-store.ts'
import { WrittenActions, WrittenFile } from './written-file.tsx'

const words = text.export
/** Photos that were left out, by name. */
const mostNames = 5
const folderKey = 'papers.folder'

export type PaperOf = Pick<Input<'papers.export'>, 'ids' | 'campaign' | 'version' | 'list'>

/** The folder of last time, else the user's own for documents. */
function useFolder(): [string, (folder: string) => void] {
  const { data: settings } = useRead('settings.get', {})
  const { data: window } = useRead('window.state', {})
  const saved = settings?.[folderKey]
  const keep = (folder: string) => {
    queryClient.setQueryData(readKey('settings.get', {}), { ...settings, [folderKey]: folder })
    call('settings.save', { key: folderKey, value: folder }).catch(showFailure)
  }
  return [typeof saved === 'string' && saved ? saved : (window?.documents ?? ''), keep]
}

function FontLine() {
  const { data: fonts } = useRead('papers.fonts', {})
  const missing = fonts?.filter(({ has }) => !has) ?? []
  if (!fonts) return null
  return (
    <p className="export-fonts second">
      {missing.length === 0
        ? words.fonts.complete
        : fill(words.fonts.missing, { names: missing.map(({ name }) => name).join(text.common.listComma) }) +
          words.fonts.advice}
    </p>
  )
}

function Done({ answer }: { answer: PaperAnswer }) {
  return (
    <WrittenFile path={answer.path} said={words.done}>
      {answer.unknown.length > 0 && (
        <p className="second">{fill(words.unknown, { names: answer.unknown.join(text.common.listComma) })}</p>
      )}
      {answer.leftOut.length > 0 && (
        <p>
          {fill(words.leftOut, {
            count: answer.leftOut.length,
            names: answer.leftOut
              .slice(0, mostNames)
              .map(({ name, why }) => fill(words.leftOutWhy[why], { name: name || text.common.unnamed }))
              .join(text.common.semicolon),
          })}
        </p>
      )}
    </WrittenFile>
  )
}

export type ExportDialogProps = {
  paper: PaperName
  of: PaperOf
  /** One of the office's own to begin with. */
  template?: string
  onClose: () => void
}

export function ExportDialog({ paper, of, template: wanted, onClose }: ExportDialogProps) {
  const formats = formatsOf[paper]
  const [format, setFormat] = useState<PaperFormat>(wanted ? 'docx' : (formats[0] ?? 'docx'))
  const [endNotes, setEndNotes] = useState(false)
  const [boldHeadings, setBold] = useState(false)
  const [template, setTemplate] = useState(wanted)
  const [refused, setRefused] = useState<unknown>(null)
  const [answer, setAnswer] = useState<PaperAnswer | null>(null)
  const [folder, keepFolder] = useFolder()
  const { data: templates } = useRead('papers.templates', { paper })
  const usable = templates?.filter(({ here }) => here) ?? []
  const job = useJob()
  const start = async () => {
    const written = await job.run((id) =>
      call('papers.export', {
        ...of,
        paper,
        format,
        folder,
        ...(template && format === 'docx' ? { template } : {}),
        options: { endNotes, boldHeadings },
        job: id,
      }),
    )
    if (written) setAnswer(written)
  }
  const print = async () => {
    const answer = await job.run((id) =>
      call('papers.print', { ...of, paper, options: { endNotes, boldHeadings }, job: id }),
    )
    if (!answer?.printed) return
    showToast({ message: text.print.printed })
    onClose()
  }
  const add = async () => {
    setRefused(null)
    const added = await addTemplate(paper)
    if (added) setTemplate(added.id)
  }
  const change = async () => {
    const { path } = await call('dialog.chooseFolder', { title: words.folderTitle })
    if (path) keepFolder(path)
  }
  const close = () => {
    job.cancel()
    onClose()
  }
  const name = paper === 'list' && of.list ? text.domain.nouns[of.list.name] : text.papers.names[paper]
  const actions = answer ? (
    <WrittenActions path={answer.path} onClose={onClose} />
  ) : (
    <>
      <Button onClick={close}>{text.common.cancel}</Button>
      {/* a template is laid out by Word alone */}
      {format !== 'xlsx' && !(format === 'docx' && template) && (
        <Button icon={Printer} disabled={job.running} onClick={print}>
          {text.print.button}
        </Button>
      )}
      <Button variant="primary" disabled={job.running || !folder} onClick={start}>
        {words.start}
      </Button>
    </>
  )
  return (
    <Dialog title={fill(words.title, { name })} onClose={close} actions={actions}>
      {answer ? (
        <Done answer={answer} />
      ) : job.running ? (
        <ProgressPanel job={job} label={words.working} />
      ) : (
        <div className="export-form">
          <Segmented
            label={words.format}
            choices={formats.map((value) => ({ value, label: words.formats[value] }))}
            value={format}
            onChange={setFormat}
          />
          {format === 'docx' && (
            <div className="export-template">
              <div className="export-options">
                <FilterMenu
                  label={words.template}
                  all={words.ownTemplate}
                  choices={usable.map(({ id, name }) => ({ value: id, label: name }))}
                  value={template}
                  onChange={setTemplate}
                />
                <Button size="small" icon={Plus} onClick={() => void add().catch(setRefused)}>
                  {words.addTemplate}
                </Button>
                <Link page="settings" query={{ part: 'paper-templates' }} onClick={close}>
                  {words.aboutTemplates}
                </Link>
              </div>
              {refused !== null && <ErrorPanel error={refused} />}
              {template && <TemplatePlaces id={template} />}
            </div>
          )}
          {format !== 'xlsx' && (
            <div className="export-options">
              {paper === 'report' && (
                <label>
                  <input type="checkbox" checked={endNotes} onChange={(event) => setEndNotes(event.target.checked)} />
                  {words.endNotes}
                </label>
              )}
              <label>
                <input type="checkbox" checked={boldHeadings} onChange={(event) => setBold(event.target.checked)} />
                {words.boldHeadings}
              </label>
            </div>
          )}
          <div className="export-folder">
            <span className="second">{words.folder}</span>
            <span className="export-path" title={folder}>
              {folder}
            </span>
            <Button size="small" onClick={() => change().catch(showFailure)}>
              {words.change}
            </Button>
          </div>
          {format !== 'xlsx' && <FontLine />}
          {job.error !== null && <ErrorPanel error={job.error} onRetry={start} />}
        </div>
      )}
    </Dialog>
  )
}
