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
