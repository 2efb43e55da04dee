/** A slim line that says what long work is at, wherever one is; it leads back to it. */
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { useRoute } from './route.ts'
import { useRunning } from './shared-job.ts'
import './running-job.css'

const words = text.shell.jobs

export const jobLabel = (name: string): string => (words as Record<string, string>)[name] ?? words.import

const exchangePage = { page: 'exchange', label: text.shell.jobOpen }
const sheetPage = { page: 'intake', query: { from: 'sheet' }, label: text.shell.jobOpenSheet }

export function RunningJob() {
  const running = useRunning()
  const { page } = useRoute()
  const { label, ...place } = running?.name === 'batch' ? sheetPage : exchangePage
  // the page itself shows more
  if (!running || page === place.page) return null
  const { name, percent } = running
  return (
    <Link {...place} className="running-job" aria-label={label} title={label}>
      <span>{percent === null ? jobLabel(name) : fill(text.shell.jobAt, { job: jobLabel(name), percent })}</span>
      <span className="running-job-bar" aria-hidden>
        <span style={{ width: `${percent ?? 0}%` }} />
      </span>
    </Link>
  )
}
