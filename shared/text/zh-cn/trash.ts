/** 回收站. */
export const trashText = {
  title: '回收站',
  sentence: '{count} 条；什么都不会自动清掉，随时可以恢复',
  label: '回收站里的记录',
  noun: '类别',
  name: '名称',
  when: '删去时间',
  who: '删去的电脑',
  restore: '恢复',
  restoreMany: '恢复 {count} 条',
  restoreOne: '恢复“{name}”',
  searchIn: '在 {count} 条里查找',
  emptyTitle: '回收站是空的',
  emptyHint: '移到回收站的记录会列在这里，随时可以恢复。',
  noMatchTitle: '没有找到',
  noMatchHint: '换个词，或清除筛选。',
  clear: '清除筛选',
} as const
