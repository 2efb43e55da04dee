/** Places in a text: full names, short names where the context shows that a place is meant, and 经开区 and its like. */
import type { Span } from './passages.ts'

export type Place = { id: string; code: string | null; name: string; level: string | null; parent: string | null }
/** `place` is null where several places bear the name and nothing tells which. */
export type Mention = Span & { place: Place | null; full: boolean; zone?: string }

export type Gazetteer = ReturnType<typeof createGazetteer>

const nations =
  /(?:壮族|回族|维吾尔|彝族|藏族|羌族|苗族|侗族|土家族|布依族|傣族|景颇族|白族|哈尼族|朝鲜族|蒙古族|蒙古|哈萨克|柯尔克孜|傈僳族|黎族|瑶族|畲族|满族|土族|撒拉族|各族|水族|仫佬族|毛南族|仡佬族|怒族|独龙族|普米族|拉祜族|佤族|纳西族|达斡尔族|鄂温克族|鄂伦春|东乡族|保安族|裕固族|塔吉克|锡伯)*/
/** Names that are ordinary words as well: only with a city right before them. */
const ordinary = new Set([
  '城区',
  '郊区',
  '矿区',
  '东区',
  '西区',
  '新城区',
  '城中区',
  '市中区',
  '东城区',
  '西城区',
  '南区',
  '北区',
])
/** Short names that are ordinary words, or parts of them. */
const words = new Set(
  '安康 平安 和平 光明 长寿 太平 团结 新兴 兴隆 永安 富裕 文昌 开平 吉安 平和 永定 安定 东方 新华 友好 幸福 朝阳 向阳 青山 新城 城中 城关 前进 西湖 白云 南山 海南 河东 河西 江北 大同 保定 兴安 东风 爱民 红旗 解放 建设 振兴 开发 大方 美好 中方 化工 通道 仁和 安乡 丰城 信宜 定安 宝山 长安 永新 新建 东海 西市 东港 中站 大通 文山 安宁 东山 平原 临沂地 嘉定 建华 泰来 长治地 繁昌 明山 大安'.split(
    ' ',
  ),
)

function stemOf(name: string): string | null {
  const short = name.replace(/(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|盟|旗)$/, '')
  if (short === name) return null
  const stem = /自治/.test(name) ? short.replace(new RegExp(`${nations.source}$`), '') : short
  return stem.length >= 2 ? stem : null
}

const zonePattern =
  /(?:经济技术|经济|高新技术产业|高新技术|高新|工业园|保税|旅游度假|综合保税|生态)?(?:经开|高新|开发|工业园|保税|度假)区/g
const zoneNames =
  /^(?:经开区|高新区|经济开发区|经济技术开发区|高新技术产业开发区|高新技术开发区|工业园区|保税区|旅游度假区|度假区|综合保税区|开发区)$/

export function createGazetteer(places: readonly Place[]) {
  const byId = new Map(places.map((place) => [place.id, place]))
  const full = new Map<string, Place[]>()
  const short = new Map<string, Place[]>()
  const add = (map: Map<string, Place[]>, name: string, place: Place) => {
    const list = map.get(name)
    if (list) list.push(place)
    else map.set(name, [place])
  }
  let longest = 0
  for (const place of places) {
    add(full, place.name, place)
    longest = Math.max(longest, place.name.length)
    const stem = stemOf(place.name)
    if (stem) {
      add(short, stem, place)
      // 凉山州
      if (place.name.endsWith('自治州')) add(full, `${stem}州`, place)
    }
  }

  const parentOf = (place: Place) => (place.parent ? byId.get(place.parent) : undefined)
  const isBelow = (place: Place, above: Place): boolean => {
    for (let next = parentOf(place), steps = 0; next && steps < 8; next = parentOf(next), steps++)
      if (next.id === above.id) return true
    return false
  }
  /** Itself or what it lies in, of a level. */
  const atLevel = (place: Place, level: string): Place | null => {
    for (let next: Place | undefined = place, steps = 0; next && steps < 8; next = parentOf(next), steps++)
      if (next.level === level) return next
    return null
  }

  return { places, byId, full, short, longest, parentOf, isBelow, atLevel }
}

/** What must stand around a short name for it to be a place. */
const before =
  /(?:^|[、，；。：（“\s和与及到赴往在向从至从达临经对]|来到|走进|深入|前往|抵达|走了|去了|其中|分别|先后|陆续|以及|位于)$/
const after =
  /^(?:[、，；。）”]|市|县|区|省|州|等|两|三|四|五|六|慈善|开展|调研|考察|走访|召开|举行|的|是|和|与|及|站|行|期间|座谈|各|各地|专场|实施|分会|建立|推行|探索)/

/**
 * Every place a text names, in order, none overlapping. `home` is where the text comes from, if that is known.
 */
export function mentionsIn(text: string, gazetteer: Gazetteer, home: Place | null): Mention[] {
  const found: Mention[] = []
  const zones = new Map<number, string>()
  for (const match of text.matchAll(zonePattern)) if (zoneNames.test(match[0])) zones.set(match.index, match[0])

  for (let at = 0; at < text.length; ) {
    const mention = fullAt(text, at, gazetteer, found, home) ?? zoneAt(at) ?? shortAt(text, at, gazetteer, found, home)
    if (mention) {
      found.push(mention)
      at = mention.to
    } else at++
  }
  return found

  function zoneAt(at: number): Mention | null {
    const zone = zones.get(at)
    return zone ? { from: at, to: at + zone.length, place: null, full: true, zone } : null
  }
}

function fullAt(
  text: string,
  at: number,
  gazetteer: Gazetteer,
  found: readonly Mention[],
  home: Place | null,
): Mention | null {
  for (let length = Math.min(gazetteer.longest, text.length - at); length >= 2; length--) {
    const name = text.slice(at, at + length)
    const places = gazetteer.full.get(name)
    if (!places) continue
    const last = found.at(-1)
    const joined = last?.to === at ? last.place : null
    if (ordinary.has(name) || name.length === 2) {
      const own = joined ? places.filter((place) => gazetteer.isBelow(place, joined)) : []
      const near =
        own.length === 0 && name.length === 2 && !ordinary.has(name) ? candidates(places, gazetteer, found, home) : own
      if (near.length !== 1) continue
      return { from: at, to: at + length, place: near[0]!, full: true }
    }
    const near = candidates(
      joined ? places.filter((place) => gazetteer.isBelow(place, joined)) : places,
      gazetteer,
      found,
      home,
    )
    const place =
      near.length === 1
        ? near[0]!
        : joined || places.length === 1
          ? (candidates(places, gazetteer, found, home)[0] ?? null)
          : null
    return { from: at, to: at + length, place, full: true }
  }
  return null
}

/** Those that what was named before, or where the text comes from, speaks for. */
function candidates(
  places: readonly Place[],
  gazetteer: Gazetteer,
  found: readonly Mention[],
  home: Place | null,
): Place[] {
  if (places.length < 2) return [...places]
  for (let index = found.length - 1; index >= Math.max(0, found.length - 30); index--) {
    const place = found[index]!.place
    if (!place) continue
    const near = places.filter(
      (one) =>
        one.id === place.id ||
        gazetteer.isBelow(one, place) ||
        (one.parent !== null && one.parent === place.parent && place.level !== 'province' && place.level !== 'city'),
    )
    if (near.length === 1) return near
  }
  const own = home ? places.filter((place) => place.id === home.id || gazetteer.isBelow(place, home)) : []
  if (own.length > 0) return own
  // 吉林 is the province, 朝阳 the city, where nothing else is said
  const highest = places.filter((place) => place.level === 'province')
  return highest.length === 1 ? highest : [...places]
}

function shortAt(
  text: string,
  at: number,
  gazetteer: Gazetteer,
  found: readonly Mention[],
  home: Place | null,
): Mention | null {
  for (let length = 4; length >= 2; length--) {
    const name = text.slice(at, at + length)
    const places = gazetteer.short.get(name)
    if (!places || name.length < length) continue
    const left = text.slice(Math.max(0, at - 4), at)
    const right = text.slice(at + length, at + length + 3)
    const last = found.at(-1)
    const inList = last !== undefined && last.to <= at && /^(?:市|县|区)?[、和与及]$/.test(text.slice(last.to, at))
    const led = before.test(left) || last?.to === at
    if (!(led || inList) || !after.test(right)) continue
    const near = candidates(places, gazetteer, found, home)
    const upper = near.filter((place) => place.level === 'city' || place.level === 'province')
    const place = upper.length === 1 ? upper[0]! : near.length === 1 ? near[0]! : null
    if (!place) continue
    const isHome =
      home !== null && (place.id === home.id || gazetteer.isBelow(place, home) || gazetteer.isBelow(home, place))
    // a county by its short name, and an ordinary word: only in a list of places or after 赴
    if (
      (place.level === 'county' || words.has(name) || !isHome) &&
      !inList &&
      !/(?:赴|到|来到|走进|前往|抵达|走了|去了)$/.test(left)
    ) {
      const listed = /^[、和与及]/.test(right)
      if (place.level === 'county' || words.has(name)) {
        if (!(listed && isHome && !words.has(name))) continue
      }
    }
    return { from: at, to: at + length, place, full: false }
  }
  return null
}
