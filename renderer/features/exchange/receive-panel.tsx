/** 收数据包: what the files hold, before anything is taken in; then what came of it. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackagePreview } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { ProgressPanel } from '../../ui/progress.tsx'
import { PreviewCard } from './preview-card.tsx'
import { ReceiptExport } from './receipt-export.tsx'
import { isImportable, isUnchecked, isWaiting, type Receiving, totalsOf } from './receiving.ts'
import { useExchange } from './store.ts'

const words = text.exchange.receiving

export function ReceivePanel({ receiving }: { receiving: Receiving }) {
  const previews = useExchange((state) => state.previews)
  const imported = useExchange((state) => state.imported)
  const sources = useExchange((state) => state.sources)
  const checked = useExchange((state) => state.checked)
  const { inspecting, importing, opening } = receiving
  const [asking, setAsking] = useState(false)
  const importable = previews?.filter(isImportable) ?? []
  const unchecked = importable.some((preview) => isUnchecked(preview, checked))
  const deletes = importable.filter((preview) => preview.deletesMany)
  const failed = previews?.some((preview) => preview.failure) ?? false

  if (inspecting.running) {
    return (
      <div className="exchange-panel">
        <ProgressPanel job={inspecting} label={words.reading} />
      </div>
    )
  }
  if (!previews) {
    return (
      <div className="exchange-panel">
        <h2>{words.title}</h2>
        {inspecting.error ? (
          <ErrorPanel
            error={inspecting.error}
            actions={
              <Button size="small" onClick={receiving.choose}>
                {words.another}
              </Button>
            }
          />
        ) : (
          <>
            <p className="second">{words.hint}</p>
            <Button variant="primary" onClick={receiving.choose}>
              {words.choose}
            </Button>
          </>
        )}
      </div>
    )
  }
  return (
    <div className="conflict">
      <div className="conflict-body">
        {imported ? <Summary previews={previews} /> : <h2>{words.title}</h2>}
        {imported && <ReceiptExport previews={previews} sources={sources} />}
        {!imported && importable.length === 0 && !previews.some((one) => one.known || isWaiting(one)) && (
          <p className="second">{words.needOne}</p>
        )}
        <ul className="exchange-previews">
          {previews.map((preview, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file keeps its place, whatever is found in it
            <PreviewCard key={at} preview={preview} at={at} receiving={receiving} />
          ))}
        </ul>
      </div>
      <div className="exchange-footer">
        {importing.running || opening.running ? (
          <ProgressPanel
            job={importing.running ? importing : opening}
            label={importing.running ? words.running : words.reading}
          />
        ) : (
          <>
            {importing.error !== null && <ErrorPanel error={importing.error} />}
            {opening.error !== null && <ErrorPanel error={opening.error} />}
            {unchecked && <p className="second">{words.vouchedNeeded}</p>}
            <div className="page-actions">
              {!imported && importable.length > 0 && <Button onClick={receiving.dismiss}>{words.close}</Button>}
              {!imported && failed && importable.length === 0 && (
                <Button onClick={receiving.choose}>{words.another}</Button>
              )}
              {imported || importable.length === 0 ? (
                <Button variant="primary" onClick={receiving.dismiss}>
                  {words.finish}
                </Button>
              ) : (
                <Button
                  variant="primary"
                  disabled={unchecked}
                  onClick={() => (deletes.length ? setAsking(true) : receiving.take(false))}
                >
                  {importable.length === 1 ? words.take : fill(words.takeMany, { count: importable.length })}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
      {asking && (
        <DeletesDialog
          count={deletes.reduce((sum, preview) => sum + preview.deleted, 0)}
          onClose={() => setAsking(false)}
          onAgree={() => {
            setAsking(false)
            receiving.take(true)
          }}
        />
      )}
    </div>
  )
}

function DeletesDialog({ count, onClose, onAgree }: { count: number; onClose: () => void; onAgree: () => void }) {
  return (
    <Dialog
      title={fill(words.deletesTitle, { count })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="danger" onClick={onAgree}>
            {words.deletesYes}
          </Button>
        </>
      }
    >
      <p>{fill(words.deletesText, { count })}</p>
    </Dialog>
  )
}

function Summary({ previews }: { previews: readonly PackagePreview[] }) {
  const done = previews.filter((preview) => preview.imported)
  const failed = previews.filter((preview) => preview.failure).length
  const totals = totalsOf(done)
  const nothing = totals.added + totals.changed + totals.deleted + totals.attachments + totals.conflicts === 0
  return (
    <div role="status">
      <h2>{words.doneTitle}</h2>
      {failed > 0 && <p>{fill(words.partly, { count: done.length, failed })}</p>}
      <p>{nothing ? words.doneNothing : fill(words.doneText, totals)}</p>
      {totals.conflicts > 0 && <p>{fill(words.doneConflicts, totals)}</p>}
    </div>
  )
}
