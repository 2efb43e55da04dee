/** What a card's strip of colour stands for. */
import { findingKinds } from '../../../shared/domain/findings.ts'

export type StripBy = 'kind' | 'topic'
export const stripSetting = 'findings.strip'
export const stripOf = (setting: unknown): StripBy => (setting === 'topic' ? 'topic' : 'kind')

/** A topic's colours: those of kinds, in the order of the topics. */
export function topicColour(topic: string | undefined, topics: readonly string[]): string | null {
  const at = topic === undefined ? -1 : topics.indexOf(topic)
  return at < 0 ? null : (findingKinds[at % findingKinds.length] ?? null)
}
