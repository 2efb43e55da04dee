/** What rests on records that are about to be removed: listed before they go, each a way to look at it. */
import { createRoot } from 'react-dom/client'
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import type { Dependent } from '../../shared/views.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { displayPunctuation, formatNumber } from './display.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import type { Target } from './route.ts'
import './resting-dialog.css'

const words = text.common.resting
type Item = Dependent['items'][number]

/** Asks once; `true`: remove them all the same. Loaded and drawn only where something rests on what is removed. */
export function askBeforeRemoval(resting: readonly Dependent[], count: number): Promise<boolean> {
  return new Promise((answer) => {
    const root = createRoot(document.createElement('div'))
    const close = (remove: boolean) => {
      // not while the press that closes it is still being drawn
      setTimeout(() => root.unmount())
      answer(remove)
    }
    root.render(<Resting resting={resting} count={count} onClose={close} />)
  })
}

type Props = { resting: readonly Dependent[]; count: number; onClose: (remove: boolean) => void }

function Resting({ resting, count, onClose }: Props) {
  return (
    <Dialog
      title={count > 1 ? fill(words.titleMany, { count: formatNumber(count) }) : words.title}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="danger" onClick={() => onClose(true)}>
            {words.confirm}
          </Button>
          <Button variant="primary" onClick={() => onClose(false)}>
            {words.cancel}
          </Button>
        </>
      }
    >
      <p className="second">{words.text}</p>
      {(['direct', 'through', 'merged'] as const).map((relation) => {
        const groups = resting.filter((group) => group.relation === relation)
        if (groups.length === 0) return null
        return (
          <section key={relation} className="resting" aria-label={words[relation]}>
            <h3>{words[relation]}</h3>
            {groups.map((group) => (
              <Group key={group.entity} group={group} onLeave={() => onClose(false)} />
            ))}
          </section>
        )
      })}
    </Dialog>
  )
}

function Group({ group, onLeave }: { group: Dependent; onLeave: () => void }) {
  const { entity, count, items } = group
  const noun = text.domain.nouns[entity]
  return (
    <div className="resting-group">
      <p className="faint">{fill(words.count, { noun, count: formatNumber(count) })}</p>
      <ul>
        {items.map((item) => {
          const place = placeOf(entity, item)
          const title = displayPunctuation(item.title)
          return (
            <li key={item.id}>
              {place ? (
                <Link {...place} onClick={onLeave}>
                  {title}
                </Link>
              ) : (
                title
              )}
            </li>
          )
        })}
        {count > items.length && (
          <li className="faint">{fill(words.more, { count: formatNumber(count - items.length) })}</li>
        )}
      </ul>
    </div>
  )
}

const pages: Partial<Record<Entity, string>> = {
  campaigns: 'campaigns',
  visits: 'visits',
  meetings: 'meetings',
  findings: 'findings',
  measures: 'measures',
  documents: 'documents',
}

/** Where it is to be seen; nouns without a page of their own stand on another's. */
function placeOf(entity: Entity, { id, within }: Item): ({ page: string } & Target) | null {
  const page = pages[entity]
  if (page) return { page, id }
  if (within === null) return null
  if (entity === 'citations') return { page: 'documents', id: within, query: { citation: id } }
  if (entity === 'statements') return { page: 'meetings', id: within, query: { statement: id } }
  return { page: 'meetings', id: within }
}
