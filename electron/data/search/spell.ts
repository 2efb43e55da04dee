import type { TaskContext } from '../tasks.ts'
import { hasPinyin, loadReader } from './pinyin.ts'

/**
 * How names are typed in letters: initials, then whole syllables; a person's also as a surname reads (单 is Shan). A name without any
 * has none. The dictionary takes a while to load: it belongs in a worker.
 */
export async function spellNames(_context: TaskContext, { names }: { names: string[] }): Promise<string[][]> {
  const read = await loadReader()
  return names.map((name) => {
    if (!hasPinyin(name)) return []
    const readings = [read(name, false), read(name, true)]
    const spelled = readings.flatMap((syllables) => [
      syllables.map((syllable) => syllable.slice(0, 1)).join(''),
      syllables.join(''),
    ])
    return [...new Set(spelled)]
  })
}
