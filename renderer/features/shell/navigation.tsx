/** The way through the app: the main line as a thread with knots, then data, then this computer. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Counts, Profile } from '../../../shared/views.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { useRoute } from '../../ui/route.ts'
import { data, end, type Module, modules, start, thread } from './modules.ts'
import '../../ui/marks.css'

const words = text.shell

function Item({ module, counts, current }: { module: Module; counts: Counts | undefined; current: string }) {
  const { page, icon: Icon, count } = module
  const name = words.modules[page]
  const isConflict = count === 'conflicts'
  const number = count && counts ? counts[count] + (isConflict ? counts.inbox : 0) : 0
  const label = number ? fill(isConflict ? words.conflicts : words.count, { name, count: number }) : name
  const place = modules.indexOf(module) + 1
  return (
    <Link
      page={page}
      className="navigation-item"
      aria-label={label}
      aria-current={current === page ? 'page' : undefined}
      aria-keyshortcuts={place <= 9 ? `Alt+${place}` : undefined}
      title={label + (place <= 9 ? ` (${fill(words.shortcut, { number: place })})` : '')}
    >
      <Icon className="icon" size={18} aria-hidden />
      <span className="navigation-label">{name}</span>
      {isConflict
        ? number > 0 && (
            <span className="navigation-count count-pill" aria-hidden>
              {number}
            </span>
          )
        : count &&
          count !== 'trash' &&
          counts && (
            <span className="navigation-count" aria-hidden>
              {number}
            </span>
          )}
      {page === 'help' && (
        <span className="navigation-count" aria-hidden>
          F1
        </span>
      )}
    </Link>
  )
}

export function Navigation({ counts, profile }: { counts: Counts | undefined; profile: Profile }) {
  const { page } = useRoute()
  const list = (entries: Module[], className?: string) => (
    <ul className={className}>
      {entries.map((module) => (
        <li key={module.page}>
          <Item module={module} counts={counts} current={page} />
        </li>
      ))}
    </ul>
  )
  return (
    <nav className="navigation" aria-label={words.navigation}>
      {list(start)}
      <p className="navigation-heading">{words.thread}</p>
      {list(thread, 'navigation-thread')}
      <p className="navigation-heading">{words.data}</p>
      {list(data)}
      <div className="navigation-end">
        {list(end)}
        <p className="navigation-role">
          <strong>{words.role[profile.role]}</strong>
          <span>{profile.demo ? words.demo : profile.deviceName || words.local}</span>
        </p>
      </div>
    </nav>
  )
}
