/** Returned forms, looked at before they are taken in: whose each is, and which opinions are new. */
import { useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage, ReturnedFile } from '../../../shared/views/documents.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { ErrorPanel } from '../../ui/page.tsx'
import { ProgressPanel, useJob } from '../../ui/progress.tsx'
import { type Chosen, takeReturned } from './round.ts'

const words = text.consultation.read

type Props = { page: DocumentPage; paths: string[]; onClose: () => void }
type Reading = ReturnedFile['readings'][number]
type Entry = { key: string; file: string; reading: Reading; consultation: string | null; opinions: Set<number> }

const entriesOf = (files: readonly ReturnedFile[]): Entry[] =>
  files.flatMap(({ file, readings }, at) =>
    readings.map((reading, index) => ({
      key: `${at}/${index}`,
      file,
      reading,
      consultation: reading.consultation,
      opinions: new Set([...reading.opinions.keys()].filter((place) => !reading.known.includes(place))),
    })),
  )

export function ReturnedDialog({ page, paths, onClose }: Props) {
  const job = useJob()
  const [files, setFiles] = useState<ReturnedFile[] | null>(null)
  const [entries, setEntries] = useState<Entry[]>([])
  const { run } = job
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    void run((id) => call('consultations.read', { document: page.id, paths, job: id })).then((read) => {
      if (!read) return
      setFiles(read)
      setEntries(entriesOf(read))
    })
  }, [run, page.id, paths])
  const change = (key: string, patch: Partial<Entry>) =>
    setEntries((before) => before.map((entry) => (entry.key === key ? { ...entry, ...patch } : entry)))
  const chosen = entries.flatMap(({ reading, consultation, opinions }): Chosen[] =>
    consultation !== null && (opinions.size > 0 || reading.none || reading.opinions.length === reading.known.length)
      ? [{ reading, consultation, opinions: [...opinions].sort((a, b) => a - b) }]
      : [],
  )
  const ready = chosen.filter(({ reading, opinions }) => opinions.length > 0 || reading.none)
  const units = page.consultationItems.map(({ id, organizationName }) => ({
    value: id,
    label: organizationName ?? text.common.unnamed,
  }))
  return (
    <Dialog
      title={words.title}
      wide
      onClose={() => {
        job.cancel()
        onClose()
      }}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={ready.length === 0}
            onClick={() => void takeReturned(page, ready).then((done) => done && onClose())}
          >
            {words.action}
          </Button>
        </>
      }
    >
      <ProgressPanel job={job} label={words.progress} count={(done, total) => fill(words.count, { done, total })} />
      {Boolean(job.error) && <ErrorPanel error={job.error} />}
      <ul className="returned">
        {files?.flatMap(({ file, failure }) =>
          failure
            ? [
                <li key={file} className="returned-failed">
                  <strong>{file}</strong>
                  <p>{`${failure.message}${failure.next}`}</p>
                </li>,
              ]
            : [],
        )}
        {entries.map((entry) => (
          <li key={entry.key}>
            <p className="returned-head">
              <FilterMenu
                label={words.unit}
                all={words.unknown}
                choices={units}
                value={entry.consultation ?? undefined}
                onChange={(value) => change(entry.key, { consultation: value ?? null })}
              />
              <span className="faint">
                {[entry.reading.unit && fill(words.as, { unit: entry.reading.unit }), entry.file]
                  .filter(Boolean)
                  .join(' ')}
              </span>
            </p>
            <Opinions entry={entry} onChange={(opinions) => change(entry.key, { opinions })} />
          </li>
        ))}
      </ul>
      {files && entries.length === 0 && <p className="faint">{words.nothing}</p>}
    </Dialog>
  )
}

function Opinions({ entry, onChange }: { entry: Entry; onChange: (opinions: Set<number>) => void }) {
  const { reading, opinions } = entry
  if (reading.none) return <p>{words.none}</p>
  if (reading.opinions.length === 0) return <p className="faint">{words.empty}</p>
  return (
    <>
      {reading.known.length > 0 && <p className="second">{fill(words.known, { count: reading.known.length })}</p>}
      <ol className="returned-opinions">
        {reading.opinions.map(({ clause, comment }, place) => {
          const isKnown = reading.known.includes(place)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: places in a file that was read once
            <li key={place}>
              <label>
                <input
                  type="checkbox"
                  checked={opinions.has(place)}
                  disabled={isKnown}
                  onChange={(event) => {
                    const next = new Set(opinions)
                    if (event.target.checked) next.add(place)
                    else next.delete(place)
                    onChange(next)
                  }}
                />
                <span>
                  {clause && <span className="second">{clause} </span>}
                  {comment}
                </span>
              </label>
            </li>
          )
        })}
      </ol>
    </>
  )
}
