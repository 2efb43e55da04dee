/** 腾出空间: photos that headquarters holds may go from this laptop, and can be asked back. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatBytes, formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'

const words = text.settings.cleaning

const amount = (template: string, { count, bytes }: { count: number; bytes: number }) =>
  fill(template, { count: formatNumber(count), size: formatBytes(bytes) })

export function Cleaning() {
  const { data } = useRead('photos.cleanable', {})
  const [isAsking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (!data) return null
  const run = (work: Promise<unknown>) => {
    setError(null)
    work.catch(setError)
  }
  const clean = () => {
    setAsking(false)
    run(call('photos.clean', {}))
  }
  return (
    <div>
      <p className="setting-text">{data.count ? amount(words.ready, data) : words.none}</p>
      {data.count > 0 && (
        <Button size="small" onClick={() => setAsking(true)}>
          {words.clean}
        </Button>
      )}
      {data.cleaned.count > 0 && (
        <>
          <p className="setting-text">{amount(words.cleaned, data.cleaned)}</p>
          <Button size="small" onClick={() => run(call('photos.fetchBack', {}))}>
            {words.fetchBack}
          </Button>
        </>
      )}
      <p className="setting-hint">{words.hint}</p>
      {error !== null && <ErrorPanel error={error} />}
      {isAsking && (
        <Dialog
          title={amount(words.ask, data)}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{text.common.cancel}</Button>
              <Button variant="primary" onClick={clean}>
                {words.clean}
              </Button>
            </>
          }
        >
          <p>{words.askText}</p>
        </Dialog>
      )}
    </div>
  )
}
