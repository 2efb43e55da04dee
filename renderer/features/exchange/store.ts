/** What the page of exchange stands on. Previews and half-written choices outlive a look at another page. */
import { create } from 'zustand'
import type {
  ConflictDetail,
  ConflictItem,
  DoubleItem,
  PackageHistoryItem,
  PackagePreview,
} from '../../../shared/views.ts'

export type Shown =
  /** What waits for a decision, else nothing in particular. */
  | { kind: 'auto' }
  | { kind: 'conflict'; key: string }
  | { kind: 'doubles'; key?: string }
  | { kind: 'peer'; id: string }
  | { kind: 'package'; item: PackageHistoryItem }
  | { kind: 'history' }
  | { kind: 'send'; peer?: string }
  | { kind: 'receive' }
  | { kind: 'trust' }
  | { kind: 'courier' }

/** A choice taken back: the log has no conflict any more, but the person wants to choose again. */
export type Reopened = { detail: ConflictDetail; leaves: string[] }

type State = {
  shown: Shown
  previews: PackagePreview[] | null
  /** Where each preview's file came from: its path, or the file dropped on the page. */
  sources: (string | File)[]
  /** Passphrases that opened files, by place. */
  passphrases: Record<number, string>
  /** Staged packages whose vouched changes a person has looked into. */
  checked: string[]
  /** The previews say what was imported, not what would be. */
  imported: boolean
  reopened: Record<string, Reopened>
  /** Texts a person writes for a conflict, by its key. */
  rewritten: Record<string, string>
}

/** No file is being looked at. */
export const nothingReceived = {
  previews: null,
  sources: [],
  passphrases: {},
  checked: [],
  imported: false,
} satisfies Partial<State>

export const useExchange = create<State>(() => ({
  shown: { kind: 'auto' },
  ...nothingReceived,
  reopened: {},
  rewritten: {},
}))

export const show = (shown: Shown) => useExchange.setState({ shown })

export const conflictKey = ({ entity, id, field }: Pick<ConflictItem, 'entity' | 'id' | 'field'>) =>
  `${entity}/${id}/${field}`
export const doubleKey = ({ left, right }: DoubleItem) => [left.id, right.id].sort().join('|')

export function rewrite(key: string, text: string | undefined) {
  useExchange.setState(({ rewritten: { [key]: _, ...rest } }) => ({
    rewritten: text === undefined ? rest : { ...rest, [key]: text },
  }))
}

export function reopen(key: string, entry: Reopened | undefined) {
  useExchange.setState(({ reopened: { [key]: _, ...rest } }) => ({
    reopened: entry ? { ...rest, [key]: entry } : rest,
  }))
}
