/** People by name and title: 高晓平副会长, 副会长高晓平, 甲、乙副会长. */
import type { Span } from './passages.ts'

export type FoundPerson = Span & {
  name: string
  title: string
  /** The name alone. */
  nameSpan: Span
  /** Where the title's own words begin: what stands before may be a unit. */
  titleSpan: Span
  /** The name comes first. */
  nameFirst: boolean
}

const surnames = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖佟付代覃闫苟辜区'.split(
    '',
  ),
)
const compound = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|端木|宇文|长孙|轩辕|南宫)/

const titles =
  '常务副会长兼秘书长|副会长兼秘书长|常务副会长|副会长|名誉会长|荣誉会长|执行会长|监事长|会长|副秘书长|秘书长|副理事长|理事长|副主席|副主任|副局长|副厅长|副处长|副部长|副院长|副校长|副书记|副镇长|副县长|副市长|副区长|党组书记|党委书记|党支部书记|总支书记|支部书记|第一书记|主席|主任|局长|厅长|处长|部长|院长|校长|书记|科长|园长|站长|总经理|副总经理|董事长|镇长|县长|市长|区长|乡长|负责人|社工|村支书|村主任|经理|老师|医生|居民|村民|志愿者'
const titlePattern = new RegExp(`(?:${titles})(?![室会团处]|办公会|会议)`, 'g')
/** Nobody of ours. */
const national = /总书记|总理|国家主席|委员长/

/** What may follow a name that comes after its title. */
const follows =
  /^(?:[，。、；：（）“”\s]|等|一?行|带队|带领|率队|率|牵头|主持|出席|参加|介绍|表示|指出|强调|认为|说|要求|建议|提出|谈到|反映|坦言|告诉|陪同|先后|分别|赴|到|在|对|向|就|围绕|听取|代表|及|和|与|的|作|做|讲话|致辞|致|汇报|同志|组成|担任|任组长|为组长|深入|走访|考察|看望|慰问|于|$)/
/** What may stand before a name that comes before its title. */
const precedes =
  /(?:^|[，。、；：（）“”\s])$|(?:由|和|与|及|在|请|经|受|让|对|向|听取了?|邀请|陪同|根据|省|市|县|区|总会|慈善会|以及|跟随|组长|还有|主持人|出席|参加|是|为|了)$/

const han = /^[\u4e00-\u9fff·]+$/

const plausible = (name: string) =>
  han.test(name) &&
  name.length >= 2 &&
  name.length <= 4 &&
  (compound.test(name) ? name.length >= 3 : surnames.has(name[0]!) && name.length <= 3) &&
  !/[会省市县区局部委办处室院校站组的了在与及各位总副这该请将要对把被给让从]/.test(name.slice(1)) &&
  !/^(?:高度|常务|关于|全体|全省|全市|明年|成立|方面|安排|有关|相关|任务|包括|向社|广大|通过|能够|应当|经过|解决|计划|纪要|和谐|时任|曾任|国家|文化|都是|成员|项目|金额|万元|强调|单位|相应|华东|东部|查看|水平|平台|家属|温暖|景区|干部|党员|主要|各级|师傅|都要|从业|关爱|关注)/.test(
    name,
  )

/** The name that ends at `to`. */
function nameBefore(text: string, to: number): Span | null {
  for (const length of [4, 3, 2]) {
    const from = to - length
    if (from < 0) continue
    const name = text.slice(from, to)
    if (!plausible(name)) continue
    if (length === 4 && !compound.test(name)) continue
    if (precedes.test(text.slice(Math.max(0, from - 4), from))) return { from, to }
  }
  return null
}

/** The name that begins at `from`. */
function nameAfter(text: string, from: number): Span | null {
  for (const length of [4, 3, 2]) {
    const to = from + length
    const name = text.slice(from, to)
    if (name.length < length || !plausible(name)) continue
    if (length === 4 && !compound.test(name)) continue
    if (follows.test(text.slice(to, to + 4))) return { from, to }
  }
  return null
}

/** Everybody named with a title, and where they are named again, in the order of the text. */
export function peopleIn(text: string): FoundPerson[] {
  const found: FoundPerson[] = []
  const put = (nameSpan: Span, titleSpan: Span, nameFirst: boolean) => {
    if (found.some((other) => nameSpan.from < other.nameSpan.to && other.nameSpan.from < nameSpan.to)) return
    found.push({
      from: Math.min(nameSpan.from, titleSpan.from),
      to: Math.max(nameSpan.to, titleSpan.to),
      name: text.slice(nameSpan.from, nameSpan.to),
      title: text.slice(titleSpan.from, titleSpan.to),
      nameSpan,
      titleSpan,
      nameFirst,
    })
  }
  for (const match of text.matchAll(titlePattern)) {
    const titleSpan = { from: match.index, to: match.index + match[0].length }
    if (national.test(text.slice(titleSpan.from - 2, titleSpan.to + 2))) continue
    const first = nameBefore(text, titleSpan.from)
    if (first) {
      put(first, titleSpan, true)
      // 甲、乙副会长
      for (let at = first.from; text[at - 1] === '、'; ) {
        const other = nameBefore(text, at - 1)
        if (!other) break
        put(other, titleSpan, true)
        at = other.from
      }
      continue
    }
    // 副会长马建国、孙丽华
    for (let at = titleSpan.to; ; ) {
      while (text[at] === ' ') at++
      const next = nameAfter(text, at)
      if (!next) break
      put(next, titleSpan, false)
      if (text[next.to] !== '、' && text[next.to] !== '和') break
      at = next.to + 1
    }
  }
  // who was introduced once is named alone afterwards
  for (const known of [...found]) {
    for (let at = text.indexOf(known.name); at >= 0; at = text.indexOf(known.name, at + 1)) {
      const span = { from: at, to: at + known.name.length }
      if (!precedes.test(text.slice(Math.max(0, at - 4), at)) || !follows.test(text.slice(span.to, span.to + 4)))
        continue
      if (found.some((other) => span.from < other.nameSpan.to && other.nameSpan.from < span.to)) continue
      found.push({ ...known, ...span, nameSpan: span })
    }
  }
  return found.sort((a, b) => a.nameSpan.from - b.nameSpan.from)
}
