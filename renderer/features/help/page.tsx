/** 帮助: the tour, the keys, where data lives, and what to do when. Every sentence that names a screen leads there. */
import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { Knots } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'
import { ErrorPanel, PageHeader, Section } from '../../ui/page.tsx'
import './help.css'
import { chordsOf, drawnKeys, type KeyName, keyMap, type Scope } from '../../ui/key-map.ts'

const words = text.help

export function Page() {
  return (
    <div className="page">
      <PageHeader title={words.title} sentence={words.sentence} />
      <div className="page-body">
        <div className="help">
          <div>
            <Tour />
            <Trouble />
          </div>
          <div>
            <Keys />
            <Place />
          </div>
        </div>
      </div>
    </div>
  )
}

function Tour() {
  return (
    <Section title={words.tour.title}>
      <div className="help-tour">
        <Knots
          label={words.tour.title}
          knots={words.tour.steps.map(({ title, body, page, link }) => ({
            key: page,
            title,
            state: 'done',
            note: (
              <span className="help-body">
                {body} <Link page={page}>{link}</Link>
              </span>
            ),
          }))}
        />
      </div>
    </Section>
  )
}

function Trouble() {
  return (
    <Section title={words.trouble.title}>
      <dl className="help-trouble">
        {words.trouble.items.map((item) => (
          <div key={item.when}>
            <dt>{item.when}</dt>
            <dd className="help-body">
              {item.answer} {'page' in item && <Link page={item.page}>{words.trouble.link[item.page]}</Link>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

type KeyRow = { keys: readonly string[]; or?: readonly string[]; range?: boolean; what: string }

const keyWords = text.keys
const scopes = Object.keys(keyMap) as Scope[]

/** The rows of one place, out of the table that binds its keys. */
const rowsOf = (scope: Scope): KeyRow[] =>
  Object.keys(keyMap[scope]).map((key) => {
    const [first, second] = chordsOf(`${scope}.${key}` as KeyName).map((chord) => drawnKeys(chord, keyWords.space))
    const what = (keyWords.scopes[scope] as Record<string, string>)[key] ?? key
    const other = first?.to ?? second?.keys
    return { keys: first?.keys ?? [], ...(other ? { or: other, range: first?.to !== undefined } : {}), what }
  })

const groups: { title: string; rows: readonly KeyRow[] }[] = [
  ...scopes.map((scope) => ({ title: keyWords.scopes[scope].title, rows: rowsOf(scope) })),
  ...keyWords.widgets,
]

const KeyNames = ({ keys }: { keys: readonly string[] }) => keys.map((key) => <Kbd key={key}>{key}</Kbd>)

function Keys() {
  return (
    <Section title={keyWords.title}>
      {groups.map((group) => (
        <table key={group.title} className="help-keys">
          <caption>{group.title}</caption>
          <tbody>
            {group.rows.map((row) => (
              <tr key={row.what}>
                <th scope="row">
                  <span className="help-key">
                    <KeyNames keys={row.keys} />
                    {row.or && (
                      <>
                        <span className="faint">{row.range ? keyWords.to : keyWords.or}</span>
                        <KeyNames keys={row.or} />
                      </>
                    )}
                  </span>
                </th>
                <td>{row.what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Section>
  )
}

function Place() {
  const { data: profile } = useRead('profile.get', {})
  const [error, setError] = useState<unknown>(null)
  const path = profile?.dataDir
  return (
    <Section title={words.data.title}>
      <p className="help-body">{words.data.body}</p>
      {path && (
        <p className="help-path">
          <span>{path}</span>
          <Button
            size="small"
            icon={FolderOpen}
            onClick={() => {
              setError(null)
              call('shell.showItem', { path }).catch(setError)
            }}
          >
            {words.data.show}
          </Button>
        </p>
      )}
      {error !== null && <ErrorPanel error={error} />}
      <p className="help-body">
        {words.data.check}
        <Link page="settings">{words.data.checkLink}</Link>
      </p>
    </Section>
  )
}
