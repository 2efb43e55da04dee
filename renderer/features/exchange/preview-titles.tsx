/** Who wrote what a package brings, and each of its records: a line opens to show what would change, field by field. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FieldChange, PackagePreview, ShownValue } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { displayPunctuation } from '../../ui/display.ts'
import { fieldLabel, isText, valueLabel } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { MarkedText, useProse } from './conflict-text.tsx'

const words = text.exchange.receiving
const history = text.history
const nounOf = (entity: string): string => (text.domain.nouns as Record<string, string>)[entity] ?? entity

export function PreviewAuthors({ preview }: { preview: PackagePreview }) {
  const { authors } = preview
  if (authors.length === 0) return null
  return (
    <p className="second">
      {words.by}
      {authors
        .map(({ name, person, changes }) =>
          fill(person && person !== name ? history.contents.authorPerson : history.contents.author, {
            name: name || history.unknownDevice,
            person,
            count: changes,
          }),
        )
        .join(text.common.semicolon)}
    </p>
  )
}

type Title = PackagePreview['titles'][number]

export function PreviewTitles({ preview }: { preview: PackagePreview }) {
  const { titles, staged, imported } = preview
  const all = Object.values({ ...preview.added, ...preview.changed }).length
  return (
    <details className="exchange-titles">
      <summary>{fill(words.titles, { count: titles.length })}</summary>
      <ul>
        {titles.map((title) => (
          <li key={`${title.what}${title.id}`}>
            {staged && !imported && title.what !== 'deleted' ? (
              <Openable title={title} staged={staged} />
            ) : (
              <span className="exchange-title">
                <Line title={title} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {all > 0 && titles.length >= listed && <p className="faint">{fill(words.titlesCut, { count: listed })}</p>}
    </details>
  )
}

/** As many as the data process names. */
const listed = 200

const Line = ({ title: { entity, title, what } }: { title: Title }) => (
  <>
    <span className={`exchange-what exchange-what-${what}`}>{words.what[what]}</span>
    <span className="faint">{nounOf(entity)}</span>
    <span title={title}>{title}</span>
  </>
)

function Openable({ title, staged }: { title: Title; staged: string }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="exchange-title">
        <Line title={title} />
      </summary>
      {open && <Fields title={title} staged={staged} />}
    </details>
  )
}

function Fields({ title: { entity, id, what }, staged }: { title: Title; staged: string }) {
  const { data, error, refetch } = useRead('packages.changes', { staged, entity, id }, { keep: false })
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={2} />
  if (data.length === 0) return <p className="faint exchange-fields">{history.noFields}</p>
  return (
    <table className="exchange-fields">
      <tbody>
        {data.map((change) => (
          <FieldRow key={change.field} entity={entity} change={change} isNew={what === 'added'} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { entity: string; change: FieldChange; isNew: boolean }

function FieldRow({ entity, change, isNew }: RowProps) {
  const { field, before, after, conflict } = change
  const prose = useProse()
  if (field.startsWith('$'))
    return (
      <tr>
        <th scope="row">{fieldLabel(entity, field)}</th>
        <td className="exchange-what-conflict">{history.deletionNote}</td>
      </tr>
    )
  const marks =
    !isNew && prose && isText(entity, field) && typeof before.value === 'string' && typeof after.value === 'string'
      ? prose.marksOf(before.value, after.value)
      : null
  return (
    <tr>
      <th scope="row">{fieldLabel(entity, field)}</th>
      <td>
        {marks ? (
          <MarkedText marks={marks} />
        ) : (
          <>
            {!isNew && (
              <>
                <del>
                  <span className="sr-only">{`${conflict ? history.here : history.before}${text.common.colon}`}</span>
                  {labelOf(entity, field, before)}
                </del>{' '}
              </>
            )}
            <ins>
              {!isNew && (
                <span className="sr-only">{`${conflict ? history.theirs : history.after}${text.common.colon}`}</span>
              )}
              {labelOf(entity, field, after)}
            </ins>
          </>
        )}
        {conflict && <span className="exchange-what-conflict exchange-field-conflict">{history.conflictNote}</span>}
      </td>
    </tr>
  )
}

/** A set comes with the names of its elements, not with a number. */
const labelOf = (entity: string, field: string, { value, shown }: ShownValue): string =>
  displayPunctuation(shown ?? valueLabel(entity, field, value, null) ?? history.empty)
