/** What a template asks for: what will be filled in, what nobody knows; and how one is added. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PaperName, TemplatePlace } from '../../shared/contract/papers.ts'
import type { Output } from '../../shared/contract.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, useRead } from '../api.ts'
import { fill } from './fill.ts'
import { ErrorPanel } from './page.tsx'
import './template-places.css'

const words = text.templates

export const braced = (name: string): string => `{{${name}}}`

/** Asks for a file and takes it as a template; `null`: none was chosen. */
export async function addTemplate(paper: PaperName): Promise<Output<'papers.addTemplate'> | null> {
  const { path } = await call('dialog.openTemplate', {})
  return path ? call('papers.addTemplate', { path, paper }) : null
}

export function TemplatePlaces({ id }: { id: string }) {
  const { data, error } = useRead('papers.templatePlaces', { id }, { keep: false })
  if (error) return <ErrorPanel error={error} />
  return data ? <Places places={data} /> : null
}

function Places({ places }: { places: readonly TemplatePlace[] }) {
  const known = places.filter(({ kind }) => kind !== 'unknown')
  const unknown = places.filter(({ kind }) => kind === 'unknown')
  const { title, body } = text.papers.placeholders
  return (
    <div className="template-places">
      {known.length > 0 && <Line label={words.found} places={known} />}
      {unknown.length > 0 && (
        <Line label={words.unknown} places={unknown} className="template-place-unknown">
          {words.unknownHint}
        </Line>
      )}
      {places.length === 0 ? (
        <Note>{fill(words.none, { title: braced(title) })}</Note>
      ) : (
        !places.some(({ name }) => name === body) && <Note>{fill(words.noBody, { body: braced(body) })}</Note>
      )}
    </div>
  )
}

type LineProps = { label: string; places: readonly TemplatePlace[]; className?: string; children?: ReactNode }

function Line({ label, places, className, children }: LineProps) {
  return (
    <div className="template-places-line">
      <span className="second">{label}</span>
      <ul className={className}>
        {places.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {children && <Note>{children}</Note>}
    </div>
  )
}

const Note = ({ children }: { children: ReactNode }) => (
  <p className="template-note">
    <TriangleAlert className="icon" size={16} aria-hidden />
    {children}
  </p>
)
