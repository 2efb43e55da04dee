/** What a round is at, and a way to stop it. */
import { text } from '../../../shared/text/zh-cn.ts'
import { formatBytes } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { type JobState, ProgressPanel } from '../../ui/progress.tsx'

const words = text.courier

/** A round's bytes, file by file. */
export function CourierProgress({ job, label = words.running }: { job: JobState; label?: string }) {
  return (
    <ProgressPanel
      job={job}
      label={label}
      count={(done, total) => fill(words.bytes, { done: formatBytes(done), total: formatBytes(total) })}
    />
  )
}
