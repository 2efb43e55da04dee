/** 套用模板: takes a template's questions over into an outline; those that are there already stay as they are. */
import { ListPlus } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/menus.tsx'
import { showToast } from '../../ui/toast-store.ts'

const words = text.own.templates

const linesOf = (value: unknown): string[] =>
  typeof value === 'string' ? value.split('\n').flatMap((line) => line.trim() || []) : []

export function ApplyTemplate({ record }: { record: EditRecord }) {
  const { data: templates } = useRead('templates.list', { kind: 'outline' })
  if (!templates) return null
  if (templates.length === 0) return <Link page="settings">{words.applyNone}</Link>
  const topics = record.value('topics')
  const isFor = (of: readonly string[]) => Array.isArray(topics) && of.some((topic) => topics.includes(topic))
  const apply = async (name: string, body: string | null) => {
    const here = linesOf(record.value('outline'))
    const added = linesOf(body).filter((line) => !here.includes(line))
    if (added.length > 0) await record.set('outline', [...here, ...added].join('\n'))
    const said = added.length > 0 ? words.applied : words.appliedNone
    showToast({ message: fill(said, { name, count: added.length }) })
  }
  // those for the team's topics first
  const sorted = [...templates].sort((a, b) => Number(isFor(b.topics)) - Number(isFor(a.topics)))
  return (
    <Menu
      label={words.apply}
      size="small"
      items={sorted.map(({ name, body }) => ({
        label: name ?? words.unnamed,
        icon: ListPlus,
        onSelect: () => void apply(name ?? words.unnamed, body),
      }))}
    />
  )
}
