/**
 * GB/T 9704-2012, the layout of official documents, in twips (1/20 pt) and half-points as OOXML counts. The standard is the default,
 * house habits are options.
 */

/** A4. */
export const page = { width: 11906, height: 16838 } as const

/** Type area 156 × 225 mm: top 37, left 28 mm; bottom 35 and right 26 mm follow. */
export const margins = { top: 2098, bottom: 1984, left: 1587, right: 1474 } as const
/** On its side: the binding edge is on top. */
export const landscapeMargins = { top: 1587, bottom: 1474, left: 1984, right: 1984 } as const
/** From the paper's edge to the page number's lower edge: the dash then stands 7 mm below the type area. */
export const footer = 1417
export const landscapeFooter = footer - margins.bottom + landscapeMargins.bottom

export const typeWidth = page.width - margins.left - margins.right
export const landscapeWidth = page.height - landscapeMargins.left - landscapeMargins.right

/** 22 lines fill 225 mm exactly; 580 gives 21. */
export const line = 579
/** 28 characters of 16 pt fill 156 mm only with this much less between them. */
export const spacing = -5
/** Advance of one character of the body: 16 pt less the spacing. */
export const character = 315

/** Fonts of the standard; every run names them in all four slots (WPS needs it). None is bundled. */
export const faces = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  first: '黑体',
  second: '楷体_GB2312',
  number: '宋体',
} as const
export type Face = keyof typeof faces

/** Where a reader's machine lacks the face, what comes near it, for the printed page. */
export const likeFaces: Record<Face, readonly string[]> = {
  title: ['FZXiaoBiaoSong-B05S', '小标宋', 'STZhongsong', 'SimSun', 'Noto Serif CJK SC'],
  body: ['FangSong_GB2312', 'FangSong', '仿宋', 'STFangsong', 'Noto Serif CJK SC'],
  first: ['SimHei', 'Microsoft YaHei', 'Noto Sans CJK SC'],
  second: ['KaiTi_GB2312', 'KaiTi', '楷体', 'STKaiti', 'LXGW WenKai Screen', 'Noto Serif CJK SC'],
  number: ['SimSun', 'Noto Serif CJK SC'],
}

/** 2号, 3号, 4号, 小四, 五号, in half-points. */
export const sizes = { title: 44, body: 32, number: 28, table: 24, list: 21 } as const

/** Tables are set smaller and closer than the body. */
export const tableLine = 360

export const headingFaces: Record<1 | 2 | 3 | 4, Face> = { 1: 'first', 2: 'second', 3: 'body', 4: 'body' }

export const red = 'E60012'
export const grey = '808080'

/** Height of a photo, and the width of one of two, mm. */
export const photo = { width: 75, height: 58, single: 120 } as const
export const twipsOf = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)

/** Width in characters of the type: a Han character or full-width sign is one, a half-width letter or digit half. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u0020-\u02ff\u2000-\u200a]/.test(sign) ? 0.5 : 1), 0)

/**
 * How far 署名 and date stand from the right edge, in characters. Sealed: the date four, the name centred over it. Unsealed: the name
 * two, the date beginning two characters after the name begins; a longer date stands two from the edge and pushes the name.
 */
export function signaturePlace(name: number, date: number, sealed: boolean): { name: number; date: number } {
  if (sealed) return { name: Math.max(0, 4 + (date - name) / 2), date: 4 }
  return name - date >= 2 ? { name: 2, date: name - date } : { name: Math.max(2, date + 4 - name), date: 2 }
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** A title in lines of whole words, `width` twips wide, the longest not at the edges: a trapezoid or diamond. */
export function titleLines(title: string, width: number = typeWidth): string[] {
  const most = Math.floor(width / (sizes.title * 10))
  let rest = [...title.trim()]
  const lines: string[] = []
  for (let left = Math.ceil(widthOf(rest.join('')) / (most - 1)); left > 1; left--) {
    if (widthOf(rest.join('')) <= most) break
    const at = bestBreak(rest, left, most)
    lines.push(rest.slice(0, at).join(''))
    rest = rest.slice(at)
  }
  return [...lines, rest.join('')]
}

/** Where the first of `left` lines ends, so that it and the others find room. */
function bestBreak(signs: readonly string[], left: number, most: number): number {
  const between = new Set<number>()
  let end = 0
  for (const { segment } of words.segment(signs.join(''))) {
    end += [...segment].length
    between.add(end)
  }
  const whole = widthOf(signs.join(''))
  // the first of two is a little longer, the middle of three the longest
  const ideal = whole / left + (left === 2 ? 1 : -1)
  let best = 1
  let cost = Number.POSITIVE_INFINITY
  let width = 0
  for (let at = 1; at < signs.length; at++) {
    const before = signs[at - 1] ?? ''
    const after = signs[at] ?? ''
    width += widthOf(before)
    if (width > most) break
    if (whole - width > (left - 1) * most) continue
    const isBad = !between.has(at) || /[《（“‘(]/.test(before) || /[》）”’)、，。：的和与]/.test(after)
    const isGood = /[》）”’)、，：的]/.test(before) || /[《（“‘(]/.test(after)
    const own = Math.abs(width - ideal) + (isBad ? 20 : 0) - (isGood ? 3 : 0)
    if (own < cost) {
      cost = own
      best = at
    }
  }
  return best
}
