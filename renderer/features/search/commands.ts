/** What can be done from the box, each by its name, by its pinyin or by the first letters of it. */
import { text } from '../../../shared/text/zh-cn.ts'
import { fill } from '../../ui/fill.ts'
import { createMeeting, openNew } from '../../ui/new-records.ts'
import { openPrinting } from '../../ui/printing.tsx'
import { go } from '../../ui/route.ts'
import { chooseTheme, isDark } from '../../ui/theme.ts'
import { showFailure } from '../../ui/toast-store.ts'

export type Command = { key: string; label: string; typed: string; run: () => void }

const words = text.search.command
type Name = keyof typeof words

const runs: Record<Name, () => void> = {
  newVisit: () => openNew('visits'),
  newSymposium: () => void createMeeting('symposium', undefined),
  newOffice: () => void createMeeting('office', undefined),
  newFinding: () => openNew('findings'),
  fromText: () => go('intake', { query: {} }),
  fromTable: () => go('intake', { query: { from: 'sheet' } }),
  send: () => go('exchange', { query: { open: 'send' } }),
  receive: () => go('exchange', { query: { open: 'receive' } }),
  print: openPrinting,
  dark: () => void chooseTheme('dark').catch(showFailure),
  light: () => void chooseTheme('light').catch(showFailure),
  keys: () => go('help'),
}

/** Of the two themes only the other one is offered. */
export function commandsNow(): Command[] {
  const isShown = (name: Name) => name !== (isDark() ? 'dark' : 'light')
  const own = (Object.keys(words) as Name[])
    .filter(isShown)
    .map((name) => ({ key: name, ...words[name], run: runs[name] }))
  const modules = Object.entries(text.shell.modules).map(([page, name]) => ({
    key: `open-${page}`,
    label: fill(text.search.open, { name }),
    typed: text.search.modulesTyped[page] ?? '',
    run: () => go(page),
  }))
  return [...own, ...modules]
}

/** Commands that begin so, by name or pinyin; and those whose name holds it. */
export function commandsFor(typed: string): { likely: Command[]; others: Command[] } {
  const wanted = typed.trim().toLowerCase()
  const all = commandsNow()
  const begins = ({ label, typed: aliases }: Command) =>
    [label, ...aliases.split(' ')].some((name) => name.toLowerCase().startsWith(wanted))
  return {
    likely: all.filter(begins),
    others: all.filter((command) => !begins(command) && command.label.toLowerCase().includes(wanted)),
  }
}
