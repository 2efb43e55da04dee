/** Words of the main process: dialogs and the answers it gives itself. */
export const mainText = {
  appName: '善研',
  openPackages: { title: '选择要收入的数据包', button: '选择', packages: '善研数据包', all: '所有文件' },
  openCard: { title: '选择对方的名片文件', button: '选择', cards: '善研名片', all: '所有文件' },
  chooseFolder: { title: '选择文件夹', button: '选这个文件夹' },
  openPhotos: { title: '选择照片', button: '加入', photos: '照片', all: '所有文件' },
  openFiles: { title: '选择照片、录音或文件', button: '加入' },
  openIntake: {
    press: { title: '选择文稿', button: '读这篇', name: 'Word 和文本文件', all: '所有文件' },
    sheet: { title: '选择表格', button: '读这张表', name: 'Excel 和 CSV 表格', all: '所有文件' },
  },
  openProfile: { title: '打开已有数据：选择数据文件夹', button: '打开' },
  savePdf: {
    title: '保存为 PDF',
    button: '保存',
    documents: 'PDF 文档',
    untitled: '善研',
    pageOf: '第 {page} 页，共 {pages} 页',
  },
  openTemplate: { title: '选择 Word 模板', button: '用作模板', documents: 'Word 文档' },
  failures: {
    unexpected: { message: '这一步没有做成，已存好的内容没有改动。', next: '请再试一次' },
    'bad-input': { message: '这一步收到的内容不完整，没有执行。', next: '请再试一次' },
    'not-found': { message: '这个文件或文件夹已经不在原处。', next: '请看看是不是挪走了，或 U 盘拔出来了' },
    cancelled: { message: '已经取消，没有改动任何内容。', next: '需要时可以重新开始。' },
    'no-printer': {
      message: '这台电脑还没有装打印机，没有打印；页面上的内容都在。',
      next: '请先装好打印机，或保存为 PDF 拿到别处打印。',
    },
    'paper-print': {
      message: '没有打印成；已录入的内容都在。',
      next: '请看看打印机是否开着、有没有纸，再试一次；也可以先保存为 PDF。',
    },
    'disk-error': {
      message: '文件没有存上；已录入的内容都在。',
      next: '请看看 U 盘是否插好、有没有写保护、同名的文件是不是正开着，或换一个位置。',
    },
    'disk-full': { message: '磁盘满了，文件没有存上；已录入的内容都在。', next: '请腾出空间，或换一个位置再存。' },
    'attachment-no-program': {
      message: '这台电脑没有能打开这种文件的程序。文件本身完好。',
      next: '请用“另存”拷到另一台电脑上打开',
    },
    'data-restarted': {
      message: '数据服务刚才重新启动了，这一步没有完成。已存好的内容都在。',
      next: '请再试一次',
    },
    'data-busy': {
      message: '数据服务一直没有启动起来。已存好的内容都在。',
      next: '请稍等再试；如果还是这样，请退出善研再打开',
    },
  },
} as const
