/** First use: what this computer is for, who uses it, and where to begin. */
export const firstUseText = {
  title: '首次使用',
  motto: ['走访、座谈、发现、要求，', '一条线记到底。'],
  promise: ['不联网也能用。', '记下的内容只存在这台电脑上，', '由您决定何时交出去。'],
  steps: ['这台电脑的角色', '单位与姓名', '设备名称', '从哪里开始'],
  stepsLabel: '首次使用的四步',
  position: '第 {step} 步，共 {total} 步',
  next: '下一步',
  back: '上一步',
  finish: '开始使用',
  finishing: '正在准备',
  openExisting: '打开已有数据',
  keys: { choose: ['按', '选择，'], next: '下一步', finish: '开始使用' },
  role: {
    heading: '这台电脑用来做什么？',
    hint: '选错了也没关系：以后可以在“设置”里更改，已录入的内容不受影响。',
    after: '接下来填单位、姓名和设备名称，再选从空白开始还是装入演示数据。',
    laptop: {
      title: '调研组笔记本',
      hint: '带着下去走访、开座谈会。',
      points: ['记走访、座谈和发言，没有网络也能记', '把听到的一句话变成一条发现', '用 U 盘或共享文件夹交给总会'],
    },
    headquarters: {
      title: '总会办公室',
      hint: '汇总各组，办会、看全局。',
      points: ['收下各组的数据包，处理不同写法', '在工作台看走访、覆盖和发现', '记会长办公会和会议要求'],
    },
  },
  person: {
    heading: '您是哪个单位的，怎么称呼？',
    hint: '交出去的内容会写明是谁记的。以后可以在“设置”里更改。',
    unit: '单位',
    unitPlaceholder: '如 江苏省慈善总会项目部',
    unitMissing: '请填写单位，再按“下一步”。',
    person: '姓名',
    personPlaceholder: '如 李四',
    personMissing: '请填写姓名，再按“下一步”。',
  },
  device: {
    heading: '给这台电脑起个名字',
    hint: '几台电脑交换内容时，用它分清是哪一台记的。可以照下面的，也可以改。',
    label: '设备名称',
    proposal: { laptop: '{person}的笔记本', headquarters: '{person}的办公电脑' },
    missing: '请填写设备名称，再按“下一步”。',
  },
  start: {
    heading: '从哪里开始？',
    hint: '两种都只存在这台电脑上，不联网。',
    blank: {
      title: '从空白开始',
      hint: '正式使用选这个。',
      points: [
        '里面什么都没有，只有全国的地区名称',
        '先建一次调研活动，再建调研组和走访',
        '收到数据包，也可以直接收进来',
      ],
    },
    demo: {
      title: '装入演示数据',
      hint: '先看看、练练手选这个。',
      points: [
        '2023 年度调研：4 个调研组、14 次走访',
        '取自公开的新闻稿，原文没说的都写着“待补充”',
        '可以随便改；正式使用请另选一个数据文件夹',
      ],
    },
  },
} as const
