/** What was found: achievements, highlights, practices, problems, suggestions, plans, by headings, lists and the words used. */
import type { IntakeReason } from '../../../../shared/domain/intake.ts'
import type { Place } from './gazetteer.ts'
import type { Ledger } from './ledger.ts'
import { inside, type Overview } from './overview.ts'
import { bare, cut, listItems, type SectionKind, type Span, within } from './passages.ts'
import type { Said } from './statements.ts'
import type { Team, Visit } from './teams.ts'
import { topicWords } from './topics.ts'
import type { Scene } from './visits.ts'

const words: [SectionKind, RegExp][] = [
  [
    'problem',
    /(?:存在|面临|反映出?|暴露出?)[^，。]{0,14}(?:问题|困难|不足|短板|差距|薄弱|困境)|(?:不够|还不|尚不|缺乏|短缺|薄弱|偏弱|偏低|偏少|偏紧|滞后|跟不上|不平衡|不规范|不及时|没有专职|难以|亟待|有待|瓶颈|参差不齐|难处是|人手(?:少|紧|不足)|没人会|(?:意愿|捐赠|募捐|收入|善款)[^，。]{0,6}(?:下降|下滑|减少|萎缩)|后继乏人|问题(?:比较|较为|仍然?)?(?:突出|明显))/,
  ],
  [
    'suggestion',
    /(?:调研组|大家|代表们?|企业|单位|慈善会|协会|总会)(?:普遍|一致)?建议，|(?:^|[，；：“])(?:[\u4e00-\u9fff]{0,10})?(?:建议|希望|呼吁)(?![，、。和的]|收集|征集)/,
  ],
  [
    'plan',
    /(?:下一步|下步|明年|来年|今后|接下来)[^，。]{0,4}，?[^。]{0,16}(?:将|计划|打算|拟|要)|(?:^|，)(?:将|计划|打算|拟)(?:于|在)[^，。]{0,12}(?:启动|开展|推进|建立|实施)/,
  ],
  [
    'highlight',
    /各有特色|特色鲜明|独具特色|(?<!听取|了解|总结|的)(?:特色|亮点)(?!突出|工作|、)|品牌化|以[\u4e00-\u9fff]{2,12}为引领|率先|首创|走在[^，]{0,6}前列|全(?:国|省|市)首[个家创]/,
  ],
  [
    'practice',
    /借助|依托|建立(?:健全)?了?[^，。]{0,14}(?:机制|制度|体系|模式)|探索(?:出|建立|形成|推行)?[^，。]{2,16}(?:模式|机制|路径|做法)|(?:探索|推行|创办|开设)了?“[^”]+”|推行|创新[^，。]{0,8}(?:方式|模式|机制)|(?:研究|开发|打造|推出|搭建)了?[“\u4e00-\u9fff”]{2,14}(?:平台|小程序|品牌|系统|阵地|部署)|形成了?[^，。]{0,24}(?:经验|模式|做法)|摆在[^，。]{0,4}重要位置|纳入[^，。]{2,16}(?:考核|规划|体系|清单)|引入[^，。]{2,14}(?:机构|团队|力量)|实施[“][^”]+[”]/,
  ],
  [
    'achievement',
    /成效(?:显著|明显|突出)|卓有成效|亮点突出|取得[^，。]{0,14}(?:成绩|成效|进展|突破|成果)|有新(?:的)?(?:突破|进展|成效)|丰富多彩|稳步(?:推进|增长|提升)|实现了?[^，。]{2,24}(?:目标|增长|突破|全覆盖)|(?:募集|筹集|发放|接收)[^，。]{0,10}\d[\d.,]*(?:万|亿)?元|超额完成|迈出[^，]{0,6}步伐|再创新高|再上新台阶|同比增长|受益(?:群众|对象|学生)?[^，。]{0,6}\d/,
  ],
]

/** The words by which a list or a saying announces its kind. */
const announced: [SectionKind, RegExp][] = [
  ['suggestion', /建议|希望|呼吁|对策/],
  ['problem', /问题|不足|困难|短板|难点/],
  ['plan', /下一步|打算|计划|今后/],
  ['highlight', /特色|亮点/],
  ['practice', /做法|经验|举措|主要是|措施/],
  ['achievement', /成效|成绩|成果/],
]

/** What tells of the research itself, not of what it found. */
const about =
  /调研组(?:还|将)|形成(?:了)?(?:调研报告|《)|本次调研|此次调研|调研采取|通过[^，。]{0,20}(?:座谈|走访)|听取[^，。]{0,24}(?:意见|建议|汇报)|现将[^，。]{0,20}(?:报告|汇报)如下|充分肯定|调研期间|进行了?(?:座谈|交流)|深入交流/

const kindBy = (list: readonly [SectionKind, RegExp][], said: string): SectionKind | null =>
  list.find(([, pattern]) => pattern.test(said))?.[0] ?? null

type Piece = Span & { kind: SectionKind; scene: Scene; isCertain: boolean; joins: boolean }

export function readFindings(
  o: Overview,
  ledger: Ledger,
  scenes: readonly Scene[],
  consumed: readonly Span[],
  sayings: readonly Said[],
): Map<string, Span> {
  const pieces = [...listed(o, scenes, consumed), ...loose(o, scenes, consumed, sayings)].sort(
    (a, b) => a.from - b.from,
  )
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (last && within(piece, last)) continue
    // sentence after sentence of one kind is one finding
    if (
      last &&
      piece.joins &&
      last.joins &&
      last.kind === piece.kind &&
      last.scene.paragraph === piece.scene.paragraph &&
      /^[\s。！？”]*$/.test(o.text.slice(last.to, piece.from)) &&
      last.scene.visit === piece.scene.visit
    )
      last.to = piece.to
    else merged.push({ ...piece })
  }
  const spans = new Map<string, Span>()
  for (const piece of merged) spans.set(put(o, ledger, piece), piece)
  return spans
}

const isConsumed = (span: Span, consumed: readonly Span[]) =>
  consumed.some((one) => span.from < one.to && one.from < span.to)

/** Items of 一是…二是…, and paragraphs under a heading that says what they are. */
function listed(o: Overview, scenes: readonly Scene[], consumed: readonly Span[]): Piece[] {
  const pieces: Piece[] = []
  const paragraphs = [...new Set(scenes.map(({ paragraph }) => paragraph))]
  for (const paragraph of paragraphs) {
    const own = scenes.filter((scene) => scene.paragraph === paragraph)
    if (own.length === 0 || isConsumed(paragraph, consumed)) continue
    const [first] = own as [Scene, ...Scene[]]
    const text = o.text.slice(paragraph.from, paragraph.to)
    const isItem =
      /^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]是|第[一二三四五六七八九十]，|\d{1,2}[.、．])/.test(text)
    const wholes = own.map(({ sentence }) => sentence)
    for (const { span, lead } of itemsOf(o.text, paragraph, wholes, isItem)) {
      const kind = kindBy(announced, lead) ?? paragraph.section ?? kindBy(words, o.text.slice(span.from, span.to))
      const scene = own.findLast(({ sentence }) => sentence.from <= span.from) ?? first
      if (kind) pieces.push({ ...span, kind, scene, isCertain: true, joins: false })
    }
    if (pieces.some((piece) => within(piece, paragraph)) || !paragraph.section) continue
    const mark = /^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]是|^\d{1,2}[.、．]\s*/.exec(text)?.[0].length ?? 0
    if (isItem || text.length <= 320)
      pieces.push({
        from: paragraph.from + mark,
        to: paragraph.to,
        kind: paragraph.section,
        scene: first,
        isCertain: true,
        joins: false,
      })
  }
  return pieces
}

/** A line that begins with its mark is an item to its end; marks within a paragraph hold for their sentences. */
function itemsOf(
  text: string,
  paragraph: Span,
  sentences: readonly Span[],
  isItem: boolean,
): { span: Span; lead: string }[] {
  const whole = listItems(text, paragraph)
  if (whole.length < 2) {
    const single = /^[一二三四五六七八九十]是/.exec(text.slice(paragraph.from, paragraph.from + 4))
    return single ? [{ span: { from: paragraph.from + single[0].length, to: paragraph.to }, lead: '' }] : []
  }
  const first = whole[0]!
  const lead =
    text
      .slice(Math.max(paragraph.from, first.from - 60), first.from)
      .split(/[。；]/)
      .at(-1) ?? ''
  const last = whole.at(-1)!
  // the last item ends with its sentence, where the paragraph goes on
  const end = isItem
    ? paragraph.to
    : (sentences.find(({ from, to }) => from <= last.from && last.from < to)?.to ?? paragraph.to)
  return whole.map((span, index) => ({
    span: index === whole.length - 1 ? bare(text, { from: span.from, to: end }) : span,
    lead,
  }))
}

/** Single sentences by their words; of what somebody said, only the words said. */
function loose(o: Overview, scenes: readonly Scene[], consumed: readonly Span[], sayings: readonly Said[]): Piece[] {
  const pieces: Piece[] = []
  for (const scene of scenes) {
    const { sentence, told, role } = scene
    if (isConsumed(sentence, consumed) || role === 'intro' || scene.paragraph.section) continue
    const saying = sayings.find((one) => one.from === sentence.from)
    const from = saying ? saying.text.from : Math.max(sentence.from, told?.to ?? sentence.from)
    const span = { from, to: saying ? saying.text.to : sentence.to }
    const said = o.text.slice(span.from, span.to)
    if (
      span.to - span.from < 8 ||
      (!saying && about.test(said) && !/反映|问题/.test(said)) ||
      /^为/.test(o.text.slice(sentence.from, sentence.to)) ||
      isTitleOfStage(said)
    )
      continue
    const kind = (saying && /建议|呼吁/.test(saying.verb) ? 'suggestion' : null) ?? kindBy(words, said)
    if (!kind) continue
    const lead =
      /^(?:座谈中|会上|座谈会上)?，?(?:大家|与会(?:人员|代表)?|有关(?:单位|同志)|基层|各地)(?:普遍|一致)?(?:反映|认为|提出|建议)[：，]/.exec(
        said,
      )?.[0].length ?? 0
    pieces.push({
      from: span.from + lead,
      to: span.to,
      kind,
      scene,
      isCertain: (kind === 'problem' && lead > 0) || (saying !== undefined && kind === 'suggestion'),
      joins: !saying,
    })
  }
  return pieces
}

const isTitleOfStage = (said: string) => /《[^》]*(?:稿|草案)[^》]*》/.test(said) && /形成|起草|修改|征求/.test(said)

const wide = /全省|全市|全县|省级|我省|我市|总会(?:专门)?(?:召开|印发|成立|组织)/
const every =
  /各地|两市|两地|三市|三地|四市|[\d一二三四五六七八九十]+(?:市|地|县)(?=慈善|均|都|共|总体)|当地|所到之处|普遍/

/** The places a passage is about: named ones, the visit's, all of the team's, or the home. */
export function placesOf(o: Overview, span: Span, scene: Scene): { places: Place[]; visits: Visit[] } {
  const said = o.text.slice(scene.sentence.from, Math.max(span.to, scene.sentence.to))
  const named = inside(o.mentions, { from: span.from, to: Math.min(span.to, span.from + 40) }).flatMap(({ place }) =>
    place && place.level !== 'province' ? [place] : [],
  )
  const { team, visit } = scene
  if (visit) return { places: [visit.place], visits: [visit] }
  const [first] = named
  if (first) {
    const own = team?.visits.filter(({ place }) => place.id === first.id || o.gazetteer.isBelow(first, place)) ?? []
    return { places: [first], visits: own }
  }
  if (
    team &&
    scene.paragraph.sentences.some(({ from }) => team.proposal.passages.some(([start]) => start === from)) &&
    every.test(said) &&
    !wide.test(said)
  )
    return { places: team.visits.map(({ place }) => place), visits: team.visits }
  if (team && team.visits.length === 1 && !wide.test(said) && hasIntro(scene, team))
    return { places: [team.visits[0]!.place], visits: team.visits }
  return { places: o.home ? [o.home] : [], visits: [] }
}

const hasIntro = (scene: Scene, team: Team) =>
  scene.paragraph.sentences.some(({ from }) => team.proposal.passages.some(([start]) => start === from))

function put(o: Overview, ledger: Ledger, { scene, kind, isCertain, ...piece }: Piece): string {
  const { from, to } = piece
  const end = /[。！？”]/.test(o.text[to] ?? '') && !/[。！？]$/.test(o.text.slice(from, to)) ? to + 1 : to
  const start = from + (/^[，；：。、\s]+/.exec(o.text.slice(from, to))?.[0].length ?? 0)
  const span = { from: start, to: end }
  const { places, visits } = placesOf(o, span, scene)
  const { team } = scene
  const said = o.text.slice(start, end)
  const topics = team
    ? team.topics.length === 1
      ? team.topics
      : team.topics.filter((topic) => topicWords[topic as keyof typeof topicWords]?.test(said))
    : []
  const reasons: IntakeReason[] = isCertain ? [] : ['kind']
  const symposia = visits.length === 1 ? visits.flatMap(({ symposium }) => (symposium ? [symposium.id] : [])) : []
  return ledger.put(
    'findings',
    `${start}`,
    span,
    {
      team: team?.proposal.id ?? null,
      kind,
      topics: [...topics],
      regions: places.map(({ id }) => id),
      quote: o.source.slice(start, end),
      visits: visits.map(({ proposal }) => proposal.id),
      meetings: symposia,
      stage: 'raw',
    },
    { certainty: isCertain ? 'sure' : 'likely', reasons },
  ).id
}

export const clausesOf = (text: string, span: Span): Span[] => cut(text, span, '，；')
