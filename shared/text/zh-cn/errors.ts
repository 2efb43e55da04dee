import type { FailureCode } from '../../result.ts'
import { mainText } from './main.ts'

/** Whom to ask for what, where a refusal does not know the name or the number. */
export const errorDefaults = { sender: '对方', package: '这个包', teams: '涉及的调研组' } as const
/** `{package}` of a refusal that knows the number. */
export const packageNumbered = '第 {number} 号包'
/** Next step for what we sent and the other side could not take: it is ours to make again. */
export const sendAgain = '请再给{name}装一个数据包：没有送到的会一起带上。'

/** What happened and what is safe; then the next step. `{name}` takes a value. */
export const errorText: Record<FailureCode, { message: string; next: string }> = {
  unexpected: { message: '这一步没有做成，已存好的内容都在。', next: '请再试一次；还是不行，请复制详情交给技术人员。' },
  'bad-input': { message: '有一处内容不合要求，没有存进去；其余内容都在。', next: '请改正后再试。' },
  'not-found': { message: '这条记录已经不在这台电脑上。', next: '请返回列表看看，或到回收站里找。' },
  'data-restarted': { message: '数据服务刚才重新启动了，这一步没有完成。已存好的内容都在。', next: '请再试一次。' },
  'data-busy': { message: '正在收数据包，这一步暂时排不上。已输入的内容都在。', next: '请稍等片刻再试。' },
  cancelled: { message: '已经取消，没有改动任何内容。', next: '需要时可以重新开始。' },
  'database-newer': {
    message: '这份数据是更新版本的善研存下的。没有改动任何内容。',
    next: '请先升级这台电脑上的善研，再打开。',
  },
  'database-damaged': {
    message: '数据文件损坏，打不开。原文件没有改动。',
    next: '请不要删除数据文件夹，复制详情交给技术人员；交出去的数据包可以再收回来。',
  },
  'database-place': {
    message: '数据不能放在{place}上：断开或拔出时会丢内容。没有改动任何内容。',
    next: '请选这台电脑自己的硬盘上的文件夹。',
  },
  'database-read-only': {
    message: '数据文件夹不能写入：{path}。没有改动任何内容。',
    next: '请检查文件夹的权限，或换一个文件夹。',
  },
  'database-owned': { message: '另一个善研正在使用这份数据。没有改动任何内容。', next: '请先关掉另一个窗口，再打开。' },
  'disk-full': { message: '磁盘满了，这一步没有存上；屏幕上的内容没有丢。', next: '请腾出空间后按“重试”。' },
  'disk-read-only': {
    message: '目标位置不能写入，没有改动任何内容。',
    next: '请检查 U 盘的写保护或文件夹权限，或换一个位置。',
  },
  'disk-error': {
    message: '磁盘读写出错，这一步没有完成；原内容完好。',
    next: '请检查 U 盘或硬盘是否连接好，再试一次。',
  },
  'package-damaged': {
    message: '“{file}”打不开：文件在拷贝时损坏了。这台电脑上的内容没有改动。',
    next: '请让{sender}重新导出{package}，再收一次。',
  },
  'package-truncated': {
    message: '“{file}”不完整：拷贝没有结束。这台电脑上的内容没有改动。',
    next: '请重新拷贝这个文件，再收一次；还是不行，请让{sender}重新导出{package}。',
  },
  'package-foreign': {
    message: '“{file}”不是善研的数据包。这台电脑上的内容没有改动。',
    next: '请选扩展名为 .shanyan 的文件。',
  },
  'package-newer': { message: '“{file}”是更新版本的善研做的。没有收入任何内容。', next: '请先升级，再收一次。' },
  'package-too-large': { message: '“{file}”超出了允许的大小。没有收入任何内容。', next: '请让对方分几次导出。' },
  'package-hostile': {
    message: '“{file}”的内容不合规定，可能被人动过。没有收入任何内容，文件已另外放好。',
    next: '请向{sender}核实来源，重新导出{package}。',
  },
  'package-deletes': { message: '“{file}”会删去 {count} 条记录。还没有收入任何内容。', next: '请先核对，确认后再收。' },
  'package-unreadable': {
    message: '“{file}”读不出来。这台电脑上的内容没有改动。',
    next: '请检查 U 盘是否插好，再收一次；还是不行，请让{sender}重新导出{package}。',
  },
  'package-partly': {
    message: '“{file}”收到一半停下了：{total} 处改动已收入 {done} 处，收入的都完整。',
    next: '再收一次这个文件，会接着收余下的。',
  },
  'package-forged': {
    message: '“{file}”的签名对不上，可能被人动过或冒名。没有收入任何内容，文件已另外放好。',
    next: '请向{sender}当面核实，重新导出{package}。',
  },
  'package-elsewhere': {
    message: '“{file}”不是给这台电脑的，打不开。没有改动任何内容。',
    next: '请交给收件人；若确是给这里的，请对方取这台电脑的新名片后重新导出。',
  },
  'package-passphrase': {
    message: '“{file}”用口令封着，还没有打开。没有改动任何内容。',
    next: '请向{sender}问清{package}的口令，输入后再收。',
  },
  'target-missing': {
    message: '要存放的文件夹不见了，包没有写完；原内容完好。',
    next: '请插好 U 盘或换一个文件夹，再装一次。',
  },
  'paper-folder': {
    message: '要存放的文件夹不见了：{folder}。没有写出文件，已录入的内容都在。',
    next: '请插好 U 盘或换一个文件夹，再导出一次。',
  },
  'paper-space': {
    message: '放不下了：{folder} 所在的磁盘满了。没有写出文件，那里原有的文件都没有动。',
    next: '请腾出空间或换一个文件夹，再导出一次。',
  },
  'paper-print': {
    message: 'PDF 没有做成，没有写出文件；已录入的内容都在。',
    next: '请再试一次；还是不行，请先导出 .docx。',
  },
  'no-printer': mainText.failures['no-printer'],
  'template-unfit': {
    message: '“{file}”不能当模板：里面有宏、外部链接或嵌入的程序。没有采用它。',
    next: '请在 Word 或 WPS 里去掉这些，另存为 .docx，再添加。',
  },
  'template-foreign': {
    message: '“{file}”不是 .docx 文件，没有采用它。',
    next: '请在 Word 或 WPS 里打开它，另存为 .docx（不要选启用宏的），再添加。',
  },
  'photo-not-picture': {
    message: '“{file}”不是能显示的照片，没有收入。',
    next: '可以请拍摄人再发一张。',
  },
  'photo-too-large': { message: '“{file}”太大，没有收入。', next: '一个文件最多 200 MB，请换一个小一些的。' },
  'photo-unreadable': {
    message: '“{file}”读不出来，没有收入。',
    next: '请检查相机卡或 U 盘是否插好，再试一次。',
  },
  'attachment-away': {
    message: '这份附件的原件不在这台电脑上。',
    next: '它还没有随数据包送到，或已从这台电脑清理。请收下一个数据包，或在设置里要回。',
  },
  'attachment-no-program': mainText.failures['attachment-no-program'],
  'attachment-not-openable': {
    message: '“{file}”不是善研认得的资料，没有打开。文件本身完好。',
    next: '需要时请用“另存”存到别处，确认来源后再打开。',
  },
  'file-runnable': {
    message: '“{file}”是程序，不是资料，没有收入。',
    next: '请换成照片、录音、PDF 或 Office 文件。',
  },
  'recording-space': {
    message: '磁盘只剩 {free}，放不下录音，还没有开始录；文字照常可以记。',
    next: '请腾出空间后再开录音。',
  },
  'file-unreadable': {
    message: '“{file}”读不出来，没有取出任何内容。',
    next: '请看看它是不是还在原处、正被别的程序打开；关上后再试。',
  },
  'file-too-large': {
    message: '“{file}”太大，没有取出任何内容。',
    next: '请去掉里面的图片，或分成几个文件，再试。',
  },
  'file-foreign': {
    message: '“{file}”不是这里能读的文件，没有取出任何内容。',
    next: '请选 Excel 表格（.xlsx）、Word 文件（.docx）、.csv 或 .txt。',
  },
  'file-old': {
    message: '“{file}”是老格式的文件，这里读不了；没有取出任何内容。',
    next: '请用 Excel、Word 或 WPS 打开它，另存为 .xlsx 或 .docx，再试。',
  },
  'file-encrypted': {
    message: '“{file}”设了打开密码，没有取出任何内容。',
    next: '请用 Excel、Word 或 WPS 打开它，去掉密码另存一份，再试。',
  },
  'file-damaged': {
    message: '“{file}”损坏了，没有取出任何内容。',
    next: '请用 Excel、Word 或 WPS 打开看看：能打开就另存一份再试，打不开请向对方重要一份。',
  },
  'file-hostile': {
    message: '“{file}”的内部写法不正常，可能被人动过手脚；没有取出任何内容。',
    next: '请向对方核实它从哪里来；内容可信的话，用 Excel、Word 或 WPS 另存一份再试。',
  },
  'file-changed': { message: '“{file}”在核对之后又改过，没有导入任何内容。', next: '请重新选它一次，核对后再导入。' },
  'sheet-empty': { message: '“{file}”的这张工作表是空的。', next: '请换一张工作表，或换一个文件。' },
  'sheet-bad-rows': {
    message: '有 {count} 行有问题，没有导入任何内容。',
    next: '请改好表格再导，或选“跳过，只导好的”。',
  },
  'text-too-long': { message: '文稿太长，一次最多 {count} 字；没有提取。', next: '请分成几段，分几次提取。' },
  'text-empty': { message: '文稿里没有文字。', next: '扫描件和图片里的字读不出来，请换一份能选中文字的文稿。' },
  'sheet-too-large': {
    message: '“{file}”超出了一次能读的大小（{rows} 行、{columns} 列，一格 3 万字），没有取出任何内容。',
    next: '请删去不用的行列，或分成几个文件，再试。',
  },
  'keys-damaged': {
    message: '本机密钥文件损坏，打不开。数据没有改动。',
    next: '请不要删除数据文件夹，复制详情交给技术人员。',
  },
  'keys-locked': { message: '本机密钥还锁着，这一步没有做。已存好的内容都在。', next: '请先输入本机口令。' },
  'keys-passphrase': { message: '口令不对，没有打开。没有改动任何内容。', next: '请核对大小写和输入法后再输一次。' },
  'keys-foreign': {
    message: '本机密钥是在另一台电脑上封存的，这里打不开。已存好的内容都在。',
    next: '请重新启动善研：它会为这台电脑换新密钥，再请总会核准。',
  },
  'recipient-unknown': {
    message: '还没有“{name}”的名片，不能为它加封。没有写出任何文件。',
    next: '请先取得对方的名片，或改用口令加封。',
  },
  'sender-pending': {
    message: '“{file}”来自还没有核准的电脑“{name}”。没有收入任何内容。',
    next: '请与对方核对指纹；核准后再收。',
  },
  'sender-revoked': {
    message: '“{file}”来自已停用的电脑“{name}”。没有收入任何内容。',
    next: '请核实这台电脑在谁手里；确需恢复，请在“电脑与信任”中重新核准。',
  },
  'card-damaged': { message: '这张名片读不出来或被改动过，没有采用。', next: '请让对方重新导出名片，再取一次。' },
  'card-own': { message: '这是本机自己的名片，不用收下。', next: '请选对方的名片。' },
  'place-away': {
    message: '现在连不上存放的位置，这一次没有传成；这台电脑上的内容都在。',
    next: '插好 U 盘或连上网络后会自己再试，不用守着。',
  },
  'place-account': {
    message: '存放的位置不认这个账号或密码，这一次没有传成；这台电脑上的内容都在。',
    next: '请核对账号和密码，再填一次；有的网盘要用它另外发的“应用密码”。',
  },
  'place-full': {
    message: '存放的位置放不下了，这一次没有传成；这台电脑上的内容都在。',
    next: '请在那里腾出空间，或换一个位置；之后会自己再试。',
  },
  'place-read-only': {
    message: '存放的位置只能看、不能写，这一次没有传成；这台电脑上的内容都在。',
    next: '请检查 U 盘的写保护，或请管理它的人开通写入；也可以换一个位置。',
  },
  'place-busy': {
    message: '存放的位置请我们等一等：请求太密，或文件正被占用。这台电脑上的内容都在。',
    next: '约 {minutes} 分钟后会自己再试，不用守着。',
  },
  'place-certificate': {
    message: '网盘的安全证书有问题，没有交出账号，也没有传任何内容。',
    next: '请先看这台电脑的日期对不对；日期没错，请复制详情交给管理网盘的人。',
  },
  'place-proxy': {
    message: '上网用的代理不通，或不认代理的账号，这一次没有传成；这台电脑上的内容都在。',
    next: '请向管理网络的人核对代理的地址和账号。',
  },
  'place-odd': {
    message: '这个网址答复的不是网盘的文件夹，可能网址不对，也可能还没有登录上网。这台电脑上的内容都在。',
    next: '请用浏览器打开任意网页看看能不能上网，再核对网盘的网址。',
  },
  'place-taken': {
    message: '存放的位置已有同名的“{file}”，内容不同；没有覆盖它，这台电脑上的原件也完好。',
    next: '请重新打一个包再送。',
  },
  'place-file': {
    message: '“{file}”这一次没有传完整，没有采用；原件没有改动。',
    next: '会自己再试；一再这样，请换一个存放的位置。',
  },
  'rule-step': {
    message: '现在是“{from}”，不能直接到“{to}”。没有改动任何内容。',
    next: '请按“办理”里列出的步骤一步一步来。',
  },
  'rule-reason': {
    message: '还没有写原因，这一步没有办。已填的内容都存好了。',
    next: '请写一句原因，留在办理记录里。',
  },
  'rule-office': {
    message: '销号由总会办公室办理，这一步没有办。已填的内容都存好了。',
    next: '请把数据包交给总会办公室，核对佐证后由他们销号。',
  },
  'rule-owner': { message: '还不能交办：没有责任单位。已填的内容都存好了。', next: '请先指定责任单位。' },
  'rule-evidence': {
    message: '还不能办结：缺佐证材料。已填的内容都存好了。',
    next: '请添加一份文件或照片，或写一段佐证说明。',
  },
  'rule-outcome': {
    message: '还不能记为回头看：缺兑现情况或兑现说明。已填的内容都存好了。',
    next: '请选兑现、部分兑现或未兑现，并写明依据。',
  },
  'rule-measures': {
    message: '还不能办结这项要求：{teams}还没有举措。没有改动任何内容。',
    next: '请先把这项要求拆解成举措。',
  },
  'rule-guarded': {
    message: '阶段要按步骤变动，不能直接改。没有改动任何内容。',
    next: '请用“办理”里的步骤，写明原因。',
  },
  'rule-kept': { message: '办理记录写下以后不能改，也不能删。没有改动任何内容。', next: '请另加一条说明。' },
  'rule-due': { message: '已经交办，期限不能直接改。没有改动任何内容。', next: '请申请延期，批准后期限自动更新。' },
  'rule-undo': { message: '这一步之后又有了新的变动，不能撤销。没有改动任何内容。', next: '请用“退回”，写明原因。' },
  'rule-opinions': {
    message: '还有 {count} 条反馈意见没有处理完，不能离开“{from}”。没有改动任何内容。',
    next: '请逐条选采纳、部分采纳或不采纳；后两种请写明理由。',
  },
  'rule-answers': {
    message: '还有 {count} 个单位没有反馈，不能离开“{from}”。没有改动任何内容。',
    next: '请等它们反馈，或写明不再等的原因，记入办理记录。',
  },
  'rule-approval': {
    message: '审定还没有通过，不能印发。没有改动任何内容。',
    next: '请先到“审定”，记下谁审的、同意不同意。',
  },
  'rule-rests-owner': {
    message: '“{title}”已经交办，责任单位不能空着。没有改动任何内容。',
    next: '请换成另一个单位，或先把这项举措退回待立项。',
  },
  'rule-rests-evidence': {
    message: '“{title}”已经办结，这是它仅有的佐证。没有改动任何内容。',
    next: '请先补上别的佐证，或把这项举措退回办理中。',
  },
  'rule-rests-outcome': {
    message: '“{title}”已经回头看，兑现说明不能空着。没有改动任何内容。',
    next: '请改写说明，或先把这项举措退回。',
  },
  'rule-rests-measures': {
    message: '要求“{title}”已经办结，少不了这项举措。没有改动任何内容。',
    next: '请先为这项要求补上别的举措，或把它改回办理中。',
  },
  'extension-open': { message: '已有一次延期申请在等答复。没有改动任何内容。', next: '请先答复那一次申请。' },
  'extension-answered': { message: '这次延期申请已经有了答复。没有改动任何内容。', next: '需要时请重新申请。' },
  'extension-same': { message: '申请的期限和现在的一样。没有改动任何内容。', next: '请选另一个日期。' },
}
