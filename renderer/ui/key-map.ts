/**
 * Every key the window binds, once: what binds a key asks for it here by its name, and the help page is drawn from the same table. A chord
 * is written `Ctrl Shift S`; `1-9` is any of these digits, above the letters or on the pad. What a sign means while one types, a sign and
 * no key, stands in `typed`.
 */

export const keyMap = {
  everywhere: {
    help: ['F1', '?'],
    search: 'Ctrl K',
    module: 'Alt 1-9',
    back: 'Alt ArrowLeft',
    create: 'Ctrl N',
    print: 'Ctrl P',
    undo: 'Ctrl Z',
    redo: ['Ctrl Y', 'Ctrl Shift Z'],
    save: 'Ctrl S',
  },
  list: {
    selectMore: 'Ctrl Space',
    selectAll: 'Ctrl A',
    copy: 'Ctrl C',
    remove: 'Delete',
  },
  board: {
    stageBack: 'ArrowLeft',
    stageOn: 'ArrowRight',
    left: 'Ctrl ArrowLeft',
    right: 'Ctrl ArrowRight',
    merge: 'M',
    distil: 'S',
  },
  record: {
    previous: 'Alt ArrowUp',
    next: 'Alt ArrowDown',
    finding: 'F',
    findingWritten: 'Ctrl Enter',
    kind: '1-6',
    notes: 'Ctrl J',
    rowUp: 'Alt Shift ArrowUp',
    rowDown: 'Alt Shift ArrowDown',
    edit: 'F2',
  },
  ledger: { owner: 'U', person: 'P', due: 'D', step: 'J' },
  hearing: { fullscreen: 'F', notes: 'N' },
  paper: {
    cite: 'Ctrl J',
    source: 'Alt 1-4',
    asNew: 'Ctrl Enter',
    bold: 'Ctrl B',
    item: 'Ctrl Shift 8',
    headingLarge: 'Ctrl Alt 2',
    headingSmall: 'Ctrl Alt 3',
    sentenceUp: 'Alt Shift ArrowUp',
    sentenceDown: 'Alt Shift ArrowDown',
    version: 'Ctrl Shift S',
    nextChange: 'F8',
    previousChange: 'Shift F8',
    verdict: '1-3',
  },
  notes: { question: 'Ctrl 1-9', kind: 'Alt 1-6', finding: 'Ctrl Enter', play: 'F7', rewind: 'F6' },
  photo: { larger: ['+', '='], smaller: '-', whole: '0', turn: 'R', fullscreen: 'F' },
  exchange: { choose: '1-3' },
} as const satisfies Record<string, Record<string, string | readonly string[]>>

type Map = typeof keyMap
export type Scope = keyof Map
export type KeyName = { [S in Scope]: `${S}.${keyof Map[S] & string}` }[Scope]

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export const chordsOf = (name: KeyName): readonly string[] => {
  const [scope = '', key = ''] = name.split('.')
  const chords = (keyMap as Record<string, Record<string, string | readonly string[]>>)[scope]?.[key] ?? []
  return typeof chords === 'string' ? [chords] : chords
}

const digitOf = (event: Pressed): number | undefined => {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? /^\d$/.exec(event.key.normalize('NFKC'))?.[0]
  return digit === undefined ? undefined : Number(digit)
}

function isChord(event: Pressed, chord: string): boolean {
  const parts = chord.split(' ')
  const key = parts.at(-1) ?? ''
  const has = (modifier: string) => parts.length > 1 && parts.slice(0, -1).includes(modifier)
  if ((event.ctrlKey || event.metaKey) !== has('Ctrl') || event.altKey !== has('Alt')) return false
  const range = /^(\d)-(\d)$/.exec(key)
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key)
  // a sign may need Shift on one keyboard and none on another
  if (!isSign && event.shiftKey !== has('Shift')) return false
  if (range) {
    const digit = digitOf(event)
    return digit !== undefined && digit >= Number(range[1]) && digit <= Number(range[2])
  }
  if (/^\d$/.test(key)) return digitOf(event) === Number(key)
  if (key === 'Space') return event.key === ' '
  if (/^[A-Z]$/.test(key)) return event.key.toUpperCase() === key || event.code === `Key${key}`
  return event.key.normalize('NFKC') === key
}

/** Whether an event is that key. Never while composing: whoever asks looks at that first. */
export const isKey = (event: Pressed, name: KeyName): boolean => chordsOf(name).some((chord) => isChord(event, chord))

/** The digit of a key that takes several; `undefined`: it is not that key. */
export const digitKey = (event: Pressed, name: KeyName): number | undefined =>
  isKey(event, name) ? digitOf(event) : undefined

/** As the editor of papers writes its keys: `Mod-Shift-8`. */
export const editorKey = (name: KeyName): string =>
  (chordsOf(name)[0] ?? '')
    .split(' ')
    .map((part) => (part === 'Ctrl' ? 'Mod' : /^[A-Z]$/.test(part) ? part.toLowerCase() : part))
    .join('-')

const signs: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }

/** The keys of a chord as they are drawn; `to`: the last of a range. */
export function drawnKeys(chord: string, space: string): { keys: string[]; to?: string[] } {
  const parts = chord.split(' ').map((part) => (part === 'Space' ? space : (signs[part] ?? part)))
  const [, from, to] = /^(\d)-(\d)$/.exec(parts.at(-1) ?? '') ?? []
  if (!from || !to) return { keys: parts }
  const before = parts.slice(0, -1)
  return { keys: [...before, from], to: [...before, to] }
}
