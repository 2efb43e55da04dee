/** Sentences of the field, put together at random: real lengths and a real alphabet, no real people. */
import type { Random } from './random.ts'

const who = [
  '基层慈善组织',
  '县级慈善总会',
  '镇街慈善分会',
  '村居慈善工作站',
  '冠名基金捐赠人',
  '爱心企业',
  '社区志愿者',
  '会员单位',
]
const what = [
  '专职人员不足，一人身兼数岗，项目执行靠临时抽调',
  '把冠名基金做到企业党支部，三年内新增定向捐赠',
  '网络募捐依赖九九公益日，平时流量少、复捐率低',
  '慈善超市与新时代文明实践站合并，月均服务明显上升',
  '希望总会统一项目模板、统一票据、统一公示口径',
  '慈善信托备案流程长，企业有意愿却不知从何办起',
  '助学金由学校、民政、总会三方核名单，减少重复救助',
  '打算明年把大病救助的申请改为手机办理并留痕',
  '宣传力量薄弱，好的做法没有写出来，更没有推广出去',
  '财务由街道代管，收支明细按季公示，群众反映较好',
]
const rest = [
  '当地同志反映，这一情况在乡镇更为突出。',
  '座谈中多位代表提到同样的问题。',
  '这一做法已在三个县区推开，效果仍在观察。',
  '建议由总会牵头制定指导意见，并给予培训。',
  '数据以年度财务报告为准，现场未及核对。',
  '有关材料已带回，待整理后附上。',
]

/** Every so many sentences holds this word, for searches that find few. */
export const rareWord = '数字化'

export function sentence(random: Random): string {
  const rare = random.chance(0.03) ? `${rareWord}平台尚未打通，` : ''
  return `${random.pick(who)}${rare}${random.pick(what)}。${random.pick(rest)}`
}
export function prose(random: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(random)).join('')
}

const family = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑'
const given = '伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红'
export const personName = (random: Random): string =>
  `${random.pick([...family])}${random.pick([...given])}${random.chance(0.7) ? random.pick([...given]) : ''}`
