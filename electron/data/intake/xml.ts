/** A small XML reader for parts of Office files: piece by piece, no entities but the five, nothing declared, nothing fetched. */
import { TextDecoder } from 'node:util'

/** What is wrong with the text; the reader of the file names the file. */
export class XmlError extends Error {
  readonly hostile: boolean
  constructor(why: string, hostile = false) {
    super(why)
    this.hostile = hostile
  }
}

/** Names come without their prefix; attributes as they are written, for `attributeOf`. */
export type XmlHandler = {
  open?(name: string, attributes: string): void
  text?(text: string): void
  close?(name: string): void
}

/** UTF-16 units of one tag or one run of text; Excel's longest cell has 32,767. */
const longestToken = 500_000
const deepest = 256

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Entities of XML itself and by number; others stay as they are written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : whole
  })
}

const patterns = new Map<string, RegExp>()
/** An attribute by its name without prefix. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    patterns.set(name, pattern)
  }
  const found = pattern.exec(attributes)
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : undefined
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Reads a document in pieces. @throws XmlError */
export function createXmlReader(handler: XmlHandler): { write(bytes: Uint8Array): void; end(): void } {
  let decoder: TextDecoder | undefined
  let rest = ''
  const open: string[] = []

  function tag(whole: string): void {
    if (whole[1] === '/') {
      const name = whole.slice(2, -1).trim()
      if (open.pop() !== name) throw new XmlError(`</${name.slice(0, 40)}> without its beginning`)
      handler.close?.(local(name))
      return
    }
    const empty = whole.at(-2) === '/'
    const inside = whole.slice(1, empty ? -2 : -1)
    const space = inside.search(/\s/)
    const name = space < 0 ? inside : inside.slice(0, space)
    if (!name) throw new XmlError('a tag without a name')
    handler.open?.(local(name), space < 0 ? '' : inside.slice(space))
    if (empty) handler.close?.(local(name))
    else if (open.push(name) > deepest) throw new XmlError('too deep', true)
  }

  /** Where the token that begins at `at` ends, or -1 where that has not arrived. */
  function endOf(at: number): number {
    if (rest.startsWith('<!--', at)) return rest.indexOf('-->', at + 4) + 2
    if (rest.startsWith('<![CDATA[', at)) return rest.indexOf(']]>', at + 9) + 2
    if (rest[at + 1] === '?') return rest.indexOf('?>', at + 2) + 1
    for (let next = at + 1, quote = 0; next < rest.length; next++) {
      const code = rest.charCodeAt(next)
      if (quote) {
        if (code === quote) quote = 0
      } else if (code === 34 || code === 39) quote = code
      else if (code === 62) return next
    }
    return -1
  }

  function drain(): void {
    let at = 0
    for (;;) {
      const next = rest.indexOf('<', at)
      if (next < 0) break
      if (next > at && open.length > 0) handler.text?.(unescapeXml(rest.slice(at, next)))
      at = next
      // `<!DOCTYPE` and `<!ENTITY` have no place in Office files; `<!--` may still be on its way
      if (rest[next + 1] === '!' && /^<![A-Za-z]/.test(rest.slice(next, next + 3)))
        throw new XmlError('a document type', true)
      const end = rest.length - next < 4 ? -1 : endOf(next)
      if (end <= next) break
      if (rest[next + 1] !== '!' && rest[next + 1] !== '?') tag(rest.slice(next, end + 1))
      else if (rest.startsWith('<![CDATA[', next)) handler.text?.(rest.slice(next + 9, end - 2))
      at = end + 1
    }
    rest = rest.slice(at)
    if (rest.length > longestToken) throw new XmlError('one token too long', true)
  }

  return {
    write(bytes) {
      decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true })
      try {
        rest += decoder.decode(bytes, { stream: true })
      } catch {
        throw new XmlError('not UTF-8')
      }
      drain()
    },
    end() {
      if (rest.trim()) throw new XmlError('cut off')
      if (open.length > 0) throw new XmlError(`<${open.at(-1)}> without its end`)
    },
  }
}
