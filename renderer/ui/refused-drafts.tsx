/** What was typed and a rule of the office refuses: named, with the reason, to be taken up again or let go. */
import { useEffect } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import type { RefusedDraft } from '../../shared/views.ts'
import { call, queryClient, readKey, useRead } from '../api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { displayPunctuation } from './display.ts'
import { fieldLabel, valueLabel } from './field-values.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { showFailure } from './toast-store.ts'
import './refused-drafts.css'

const words = text.shell.refused

/** Nouns with a page of their own. */
const pages = new Set(['campaigns', 'visits', 'meetings', 'findings', 'measures', 'documents'])

async function letGo({ entity, id, field }: RefusedDraft) {
  await call('drafts.drop', { entity, id, field })
  await queryClient.invalidateQueries({ queryKey: readKey('drafts.refused', {}) })
}

export function RefusedDrafts({ onClose }: { onClose: () => void }) {
  const { data = [], isFetched } = useRead('drafts.refused', {})
  useEffect(() => {
    if (isFetched && data.length === 0) onClose()
  }, [isFetched, data.length, onClose])
  return (
    <Dialog title={words.title} wide onClose={onClose} actions={<Button onClick={onClose}>{words.later}</Button>}>
      <p className="second">{words.hint}</p>
      <ul className="refused-drafts">
        {data.map((draft) => {
          const { entity, id, field, value, title, message, next } = draft
          const name = displayPunctuation(title)
          const shown = Array.isArray(value)
            ? value.join(text.common.listComma)
            : valueLabel(entity, field, value, null)
          return (
            <li key={`${entity}/${id}/${field}`}>
              <p>
                {pages.has(entity) ? (
                  <Link page={entity} id={id} onClick={onClose}>
                    {name}
                  </Link>
                ) : (
                  <strong>{name}</strong>
                )}
              </p>
              <p>{fill(words.value, { field: fieldLabel(entity, field), value: shown ?? text.common.none })}</p>
              <p className="second">
                {message}
                {next}
              </p>
              <Button
                size="small"
                aria-label={fill(words.dropOf, { name, field: fieldLabel(entity, field) })}
                onClick={() => void letGo(draft).catch(showFailure)}
              >
                {words.drop}
              </Button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
