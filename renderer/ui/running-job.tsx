/** A slim line that says what long work is at, wherever one is; it leads back to it. */
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { useRoute } from './route.ts'
import { useRunning } from './shared-job.ts'
import './running-job.css'

const words = text.shell.jobs

export const jobLabel = (name: string): string => (words as Record<string, string>)[name] ?? words.import

export function RunningJob() {
  const running = useRunning()
  const { page } = useRoute()
  // the page itself shows more
  if (!running || page === 'exchange') return null
  const { name, percent } = running
  return (
    <Link page="exchange" className="running-job" aria-label={text.shell.jobOpen} title={text.shell.jobOpen}>
      <span>{percent === null ? jobLabel(name) : fill(text.shell.jobAt, { job: jobLabel(name), percent })}</span>
      <span className="running-job-bar" aria-hidden>
        <span style={{ width: `${percent ?? 0}%` }} />
      </span>
    </Link>
  )
}
