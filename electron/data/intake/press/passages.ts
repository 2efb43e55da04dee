/** Paragraphs, sentences and clauses of an analysed text, each by its place. */

export type Span = { from: number; to: number }
export type Sentence = Span & {
  /** Split at commas, semicolons and colons outside quotes and brackets. */ clauses: Span[]
}
/** What a heading says its section is about. */
export type SectionKind = 'achievement' | 'highlight' | 'practice' | 'problem' | 'suggestion' | 'plan'
export type Paragraph = Span & {
  kind: 'heading' | 'caption' | 'meta' | 'body'
  sentences: Sentence[]
  /** Of the headings above it. */
  section: SectionKind | null
}

const openers = '（“‘《〈〔【'
const closers = '）”’》〉〕】'

/** Cuts at `marks` that stand outside quotes and brackets; the mark stays with what it ends. */
export function cut(text: string, { from, to }: Span, marks: string): Span[] {
  const parts: Span[] = []
  let depth = 0
  let start = from
  for (let at = from; at < to; at++) {
    const character = text[at]!
    if (openers.includes(character)) depth++
    else if (closers.includes(character)) {
      depth = Math.max(0, depth - 1)
      // a quote that ends with a full stop ends its sentence
      if (character === '”' && marks.includes('。') && depth === 0 && '。！？'.includes(text[at - 1]!)) {
        parts.push({ from: start, to: at + 1 })
        start = at + 1
      }
    } else if (depth === 0 && marks.includes(character)) {
      parts.push({ from: start, to: at + 1 })
      start = at + 1
    }
  }
  if (start < to) parts.push({ from: start, to })
  return parts.map((part) => trimmed(text, part)).filter((part) => part.from < part.to)
}

/** Without the blanks at both ends. */
export function trimmed(text: string, { from, to }: Span): Span {
  while (from < to && /\s/.test(text[from]!)) from++
  while (to > from && /\s/.test(text[to - 1]!)) to--
  return { from, to }
}

/** Without the punctuation at its end. */
export function bare(text: string, span: Span): Span {
  let { from, to } = trimmed(text, span)
  while (to > from && '，；：。！？、 '.includes(text[to - 1]!)) to--
  while (from < to && '，；：。、 '.includes(text[from]!)) from++
  return { from, to }
}

export const within = (inner: Span, outer: Span): boolean => inner.from >= outer.from && inner.to <= outer.to

const headingMark =
  /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+(?:部分|章)|[#＃]+\s)/
const sections: [SectionKind, RegExp][] = [
  ['plan', /下一步|下步|打算|今后(?:工作)?|明年|工作计划|工作安排|努力方向/],
  ['problem', /问题|困难|不足|短板|困境|挑战|制约|难点/],
  ['suggestion', /建议|对策|意见/],
  ['highlight', /亮点|特色/],
  ['practice', /做法|经验|举措|探索|启示|路径/],
  ['achievement', /成效|成绩|成果|进展|情况/],
]

/** What a heading's words announce; 基本情况 announces nothing. */
export function sectionOf(heading: string): SectionKind | null {
  if (/基本情况|总体情况|概况|原因/.test(heading) && !/问题|建议|做法/.test(heading)) return null
  return sections.find(([, words]) => words.test(heading))?.[0] ?? null
}

const isMeta = (line: string) =>
  /^(?:来源|稿源|作者|记者|编辑|责编|责任编辑|审核|供稿|发布(?:时间|日期)|发稿(?:时间|日期)|日期|浏览|阅读|字号|END|-+)(?:[：:\s]|$)/i.test(
    line,
  ) || /^（?\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?）?(?:\s*来源.*)?$/.test(line)

/** Photographs' captions stand alone, without a full stop: 某某等在某地调研. */
const isCaption = (line: string) =>
  line.length <= 60 &&
  !/[。！？；]$/.test(line) &&
  /(?:在|赴|到|为).{2,40}(?:调研|走访|考察|慰问|座谈|合影|授牌)$|^(?:图为|图：|上图|下图|▲)/.test(line)

export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let section: SectionKind | null = null
  let upper: SectionKind | null = null
  const lines = [...text.matchAll(/[^\r\n]+/g)].map((line) =>
    trimmed(text, { from: line.index, to: line.index + line[0].length }),
  )
  for (const [index, line] of lines.entries()) {
    if (line.from === line.to) continue
    const words = text.slice(line.from, line.to)
    const mark = headingMark.exec(words)?.[0]
    const [head = line] = cut(text, line, '。！？')
    const isTitle = paragraphs.length < 4 && words.length <= 60 && !/[。！？；]$/.test(words) && !mark
    let kind: Paragraph['kind'] = 'body'
    let body = line
    const isFoot =
      index >= lines.length - 6 &&
      /^(?:[\u4e00-\u9fff]{4,24}(?:会|办公室|秘书处|调研组|部)|（?[〇零○一二三四五六七八九十\d]{4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日）?)$/.test(
        words,
      )
    if (isMeta(words) || (isFoot && index > 3)) kind = 'meta'
    else if (isCaption(words)) kind = 'caption'
    else if (mark && (head.to === line.to || /[一二三四五六七八九十]{1,3}、/.test(mark)) && head.to - head.from <= 40) {
      const named = sectionOf(words.slice(0, head.to - head.from))
      if (/^（/.test(mark)) section = named && upper === null ? named : upper
      else {
        upper = named
        section = named
      }
      kind = head.to === line.to && !/^（/.test(mark) ? 'heading' : 'body'
      if (kind === 'body' && !/^（/.test(mark) && named !== null && head.to < line.to)
        body = { from: head.to, to: line.to }
    } else if (isTitle && !/^.{0,10}：/.test(words)) kind = 'heading'
    paragraphs.push({ ...line, kind, section, sentences: kind === 'body' ? sentencesOf(text, body) : [] })
  }
  return paragraphs
}

export const sentencesOf = (text: string, span: Span): Sentence[] =>
  cut(text, span, '。！？').map((sentence) => ({ ...sentence, clauses: cut(text, sentence, '，；：') }))

/** 一是…；二是…, 1.…, 第一，…: the items of a list, without their marks. */
export function listItems(text: string, span: Span): Span[] {
  const pattern =
    /(?:^|[。；：，\n])\s*((?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，、]|其[一二三四五][，、是]|[一二三四五六七八九十]要)(?:要)?)/g
  const piece = text.slice(span.from, span.to)
  const starts = [...piece.matchAll(pattern)].map((found) => ({
    mark: span.from + found.index + found[0].length - found[1]!.length,
    // 一要 keeps its 要: it is what is asked
    body: span.from + found.index + found[0].length - (found[1]!.endsWith('要') ? 1 : 0),
  }))
  const [first] = starts
  if (!first || !/^(?:一|第一|其一)/.test(text.slice(first.mark, first.mark + 2))) return []
  return starts.map(({ body }, index) => bare(text, { from: body, to: starts[index + 1]?.mark ?? span.to }))
}
