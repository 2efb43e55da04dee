/** 占位符一览: what a template of each paper may ask for; a press copies it. */
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { type PaperName, paperNames } from '../../../shared/contract/papers.ts'
import { ownPlaceholders } from '../../../shared/papers/placeholders.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { braced } from '../../ui/template-places.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'

const words = text.templates.list
const nouns: Record<string, string> = text.domain.nouns

async function copy(lines: readonly string[], message: string) {
  await navigator.clipboard.writeText(lines.join('\n'))
  showToast({ message })
}

export function PlaceholderList() {
  const { data } = useRead('papers.placeholders', {})
  const [paper, setPaper] = useState<PaperName>('report')
  const { standard = [], own = [] } = data?.find((one) => one.paper === paper) ?? {}
  const all = [...standard, ...own]
  const ownNouns = ownPlaceholders[paper]?.map((noun) => nouns[noun] ?? noun).join(text.common.listComma)
  return (
    <section className="placeholder-list" aria-label={words.title}>
      <div className="placeholder-head">
        <h3>{words.title}</h3>
        <FilterMenu
          label={text.templates.paper}
          all={false}
          plain
          choices={paperNames.map((value) => ({ value, label: text.papers.names[value] }))}
          value={paper}
          onChange={(next) => next && setPaper(next)}
        />
        <Button
          size="small"
          variant="text"
          icon={Copy}
          onClick={() =>
            void copy(
              all.map((name) => `${name}${text.common.colon}${braced(name)}`),
              fill(words.copiedAll, { count: all.length }),
            ).catch(showFailure)
          }
        >
          {words.copyAll}
        </Button>
      </div>
      <p className="setting-hint">{words.hint}</p>
      <Chips names={standard} label={words.title} />
      {ownNouns && (
        <p className="second placeholder-own">
          {own.length > 0 ? words.own : fill(words.ownNone, { nouns: ownNouns })}
        </p>
      )}
      {own.length > 0 && <Chips names={own} label={words.own} />}
    </section>
  )
}

function Chips({ names, label }: { names: readonly string[]; label: string }) {
  return (
    <ul className="placeholder-chips" aria-label={label}>
      {names.map((name) => (
        <li key={name}>
          <Button
            size="small"
            onClick={() => void copy([braced(name)], fill(words.copied, { place: braced(name) })).catch(showFailure)}
          >
            {braced(name)}
          </Button>
        </li>
      ))}
    </ul>
  )
}
