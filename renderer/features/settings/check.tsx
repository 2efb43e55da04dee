/** 核对: a number that says whether two computers hold the same. */
import { Copy, ShieldCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, failureOf } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { ProgressPanel, useJob } from '../../ui/progress.tsx'

const words = text.settings.data

/** 64 digits in groups of four: two people can read them to each other over the telephone. */
export const groupsOf = (digest: string): string[] => digest.match(/.{1,4}/g) ?? []

export function Check() {
  const job = useJob()
  const [found, setFound] = useState<{ digest: string; changes: number } | null>(null)
  const [copied, setCopied] = useState(false)
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (found) answer.current?.scrollIntoView?.({ block: 'nearest' })
  }, [found])
  const check = async () => {
    setFound(null)
    setCopied(false)
    const digest = await job.run((id) => call('digest.get', { job: id }))
    if (digest) setFound(digest)
  }
  const copy = () =>
    found &&
    navigator.clipboard.writeText(groupsOf(found.digest).join(' ')).then(
      () => setCopied(true),
      () => {},
    )
  const cancelled = job.error !== null && failureOf(job.error).code === 'cancelled'
  return (
    <div className="check">
      {job.running ? (
        <div className="check-progress">
          <ProgressPanel job={job} label={words.checking} />
        </div>
      ) : (
        <Button size="small" icon={ShieldCheck} onClick={check}>
          {found ? words.checkAgain : words.check}
        </Button>
      )}
      <p className="setting-hint">{words.checkHint}</p>
      {job.error !== null && !cancelled && <ErrorPanel error={job.error} onRetry={check} />}
      {found && (
        <div ref={answer} className="check-found" role="status">
          <p className="digest">
            <span className="sr-only">
              {words.digest}
              {text.common.colon}
            </span>
            {groupsOf(found.digest).map((group, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be alike
              <span key={index}>{group}</span>
            ))}
          </p>
          <p className="check-line">
            <span className="second">{fill(words.changes, { count: formatNumber(found.changes) })}</span>
            <Button size="small" icon={Copy} onClick={copy}>
              {copied ? text.common.copied : words.copy}
            </Button>
          </p>
        </div>
      )}
    </div>
  )
}
