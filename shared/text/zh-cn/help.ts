/** 帮助: the tour, the keys, where data lives, and what to do when. `page` names the screen a sentence leads to. */
export const helpText = {
  title: '帮助',
  sentence: '按 F1 随时回到这里。',
  tour: {
    title: '五分钟上手',
    steps: [
      {
        title: '建一次调研活动',
        body: '写上名称、年度和起止日期，再建调研组：谁带队、什么专题、去哪些市。',
        page: 'campaigns',
        link: '打开调研活动',
      },
      {
        title: '记走访',
        body: '每到一个市记一次走访：日期、去了哪些点位、见了哪些单位。日期一时说不准，可以只写到月，也可以先空着。',
        page: 'visits',
        link: '打开走访',
      },
      {
        title: '记会议',
        body: '座谈会上谁说了什么，一句一条，回车记下一句；开着会用速记，整屏都是它，还能录音。会长办公会的要求也记在这里。',
        page: 'meetings',
        link: '打开会议',
      },
      {
        title: '把话变成发现',
        body: '选中听到的一句话，按 F，原话就带过去，再归到成绩、亮点、做法、问题、建议或打算。',
        page: 'findings',
        link: '打开调研发现',
      },
      {
        title: '交出去，收进来',
        body: '在数据交换里把没交过的内容装成一个数据包，拷到 U 盘；总会收进来，先看清会改动什么，再确认。',
        page: 'exchange',
        link: '打开数据交换',
      },
    ],
  },
  keys: {
    title: '按键',
    groups: [
      {
        title: '随处可用',
        rows: [
          { keys: ['F1'], or: ['?'], what: '打开帮助' },
          { keys: ['Ctrl', 'K'], what: '搜索所有内容，或输入命令' },
          { keys: ['Alt', '1'], or: ['Alt', '9'], range: true, what: '打开左边第 1 到第 9 个模块' },
          { keys: ['Alt', '←'], what: '返回刚才那一页' },
          { keys: ['Ctrl', 'N'], what: '新建，各列表页和工作台' },
          { keys: ['Ctrl', 'Z'], what: '撤销' },
          { keys: ['Ctrl', 'Y'], what: '重做' },
          { keys: ['Ctrl', 'P'], what: '打印这一页，或存为 PDF' },
          { keys: ['Ctrl', 'S'], what: '马上存盘（不按也会自动存）' },
          { keys: ['Ctrl', '+'], or: ['Ctrl', '-'], what: '字号放大、缩小' },
          { keys: ['Ctrl', '0'], what: '字号还原' },
          { keys: ['F11'], what: '全屏' },
        ],
      },
      {
        title: '列表里',
        rows: [
          { keys: ['↑'], or: ['↓'], what: '上一条、下一条' },
          { keys: ['Enter'], what: '打开' },
          { keys: ['Home'], or: ['End'], what: '第一条、最后一条' },
          { keys: ['PgUp'], or: ['PgDn'], what: '翻一屏' },
          { keys: ['空格'], what: '预览，走访和发现' },
          { keys: ['Ctrl', '空格'], what: '选中，可以一次改多条' },
        ],
      },
      {
        title: '调研发现看板',
        rows: [
          { keys: ['←'], or: ['→'], what: '移到上一阶段、下一阶段' },
          { keys: ['Ctrl', '←'], or: ['Ctrl', '→'], what: '到左边、右边的卡片' },
          { keys: ['M'], what: '合并同类，表格和单条里也可以' },
          { keys: ['S'], what: '拟成举措，表格和单条里也可以' },
        ],
      },
      {
        title: '走访、会议、发现里',
        rows: [
          { keys: ['Alt', '↑'], or: ['Alt', '↓'], what: '上一条、下一条' },
          { keys: ['F'], what: '走访、会议：把选中的话记为发现' },
          { keys: ['Ctrl', 'Enter'], what: '走访、会议：直接写一条发现' },
          { keys: ['1'], or: ['6'], range: true, what: '选发现的类别' },
        ],
      },
      {
        title: '速记里',
        rows: [
          { keys: ['Ctrl', 'J'], what: '走访、座谈会：打开速记；Esc 结束' },
          { keys: ['1'], or: ['9'], range: true, what: '句首：换发言人；0 先记下，+ 添加' },
          { keys: ['!'], or: ['?'], what: '句首：标为问题、建议，全角也行' },
          { keys: ['#'], or: ['@'], what: '句中：专题、人和单位' },
          { keys: ['Ctrl', 'Enter'], what: '这句记为发现，按 Alt 1–6 选类别' },
          { keys: ['Ctrl', '1'], or: ['Ctrl', '9'], range: true, what: '接下来谈提纲第几问，再按一次不谈' },
          { keys: ['F7'], or: ['F6'], what: '听录音：播放和暂停、退 5 秒' },
        ],
      },
      {
        title: '填写时',
        rows: [
          { keys: ['Enter'], what: '填好这一格' },
          { keys: ['Esc'], what: '关上小窗，或离开这一格' },
          { keys: ['↓'], what: '打开候选；在日期里打开日历' },
          { keys: ['Backspace'], what: '格子空着时，去掉前面最后一个' },
        ],
      },
    ],
    or: '或',
    to: '到',
  },
  data: {
    title: '数据放在哪里',
    body: '所有内容只存在这台电脑的这个文件夹里，不上网。写到哪里存到哪里，不用按保存。',
    check: '想知道两台电脑的内容是否一样，',
    checkLink: '到设置里核对',
    show: '打开文件夹',
  },
  trouble: {
    title: '遇到这些情况',
    items: [
      {
        when: '突然断电，或者电脑死机了',
        answer: '再打开善研就行。刚才写到一半的内容会找回来，并提示找回了几处。',
      },
      {
        when: '正在导出，U 盘被拔出来了',
        answer: '那个包没有写完，电脑上的内容完好。插好 U 盘，再导出一次。',
        page: 'exchange',
      },
      {
        when: '收数据包时说文件损坏或不完整',
        answer: '这台电脑上的内容没有改动。请对方重新拷贝或重新导出，再收一次。同一个包收两遍也没有关系。',
        page: 'exchange',
      },
      {
        when: '缺前面的数据包',
        answer: '后面的包照样可以收。收到缺的那一个，会自动接上。',
        page: 'exchange',
      },
      {
        when: '两台电脑改了同一处，有两个写法',
        answer: '两个写法都存着。到数据交换里并排看，选一个、合起来，或以后再说。',
        page: 'exchange',
      },
      {
        when: '删错了',
        answer: '马上按 Ctrl Z；过后想起来，到回收站恢复。',
        page: 'trash',
      },
      {
        when: '标题栏显示“没存上，重试”',
        answer: '多半是磁盘满了或文件夹不能写。屏幕上的内容没有丢，腾出空间后按“重试”。',
      },
      {
        when: '提示要先升级',
        answer: '对方的善研版本更新。没有收入任何内容，先升级这台电脑，再收一次。',
      },
    ],
    link: { exchange: '打开数据交换', trash: '打开回收站' },
  },
} as const
