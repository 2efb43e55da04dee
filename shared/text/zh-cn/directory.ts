/** 单位与人员. */
export const directoryText = {
  title: '单位与人员',
  tabs: { organizations: '单位', people: '人员' },
  label: '单位与人员',
  sentence: { organizations: '{count} 个单位', people: '{count} 位人员' },
  search: { organizations: '查找单位或地区', people: '查找姓名、职务、电话或单位' },
  add: { organizations: '新增单位', people: '新增人员' },
  adding: '填好名称后按 Enter，接着可以再加一个',
  addClose: '收起',
  uses: '用到',
  usesTitle: '查看提到“{name}”的走访',
  edit: '改{field}：{value}',
  empty: {
    organizations: { title: '还没有单位', hint: '记走访、会议时提到的单位会自动列在这里，也可以现在就加。' },
    people: { title: '还没有人员', hint: '记走访、会议时提到的人会自动列在这里，也可以现在就加。' },
  },
  noMatch: '没有找到“{text}”',
  keys: { edit: '修改', finish: '改完', select: '选择', remove: '移到回收站', create: '新增' },
  used: '其中 {count} 条正在别处用着',
} as const
