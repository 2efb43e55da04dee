/** An office's letterhead, part by part as Word writes it: text cut into runs wherever somebody stopped, headers, footers, a table. */
import type { Parts } from './office-files.ts'

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
export const runOf = (text: string, properties = '') =>
  `<w:r w:rsidRPr="00A41B2C">${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
/** Runs as Word leaves them: a spelling mark between two, other settings in the middle of a word. */
export const torn = (...pieces: string[]) =>
  pieces
    .map((piece, at) => runOf(piece, at % 2 ? '<w:rFonts w:hint="eastAsia"/><w:color w:val="C00000"/>' : ''))
    .join('<w:proofErr w:type="spellStart"/>')
export const wordParagraph = (runs: string, properties = '') =>
  `<w:p w:rsidR="00B81F23" w:rsidRDefault="00B81F23">${properties && `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`

const sides = ['default', 'even', 'first'] as const
const part = (root: 'hdr' | 'ftr', inside: string) => `${head}<w:${root} ${w} ${r}>${inside}</w:${root}>`
const pageField =
  '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

/** `body`: paragraphs and tables of the document; `more` replaces or adds parts. */
export function letterhead(body: string, more: Parts = {}): Parts {
  const references = sides
    .flatMap((side, at) => [
      `<w:headerReference w:type="${side}" r:id="rIdH${at}"/>`,
      `<w:footerReference w:type="${side}" r:id="rIdF${at}"/>`,
    ])
    .join('')
  const relations = sides
    .flatMap((_, at) => [
      `<Relationship Id="rIdH${at}" Type="${office}/header" Target="header${at}.xml"/>`,
      `<Relationship Id="rIdF${at}" Type="${office}/footer" Target="footer${at}.xml"/>`,
    ])
    .join('')
  const overrides = sides
    .flatMap((_, at) => [
      `<Override PartName="/word/header${at}.xml" ContentType="${main}.header+xml"/>`,
      `<Override PartName="/word/footer${at}.xml" ContentType="${main}.footer+xml"/>`,
    ])
    .join('')
  return {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/settings.xml" ContentType="${main}.settings+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/>${overrides}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/settings" Target="settings.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/>${relations}</Relationships>`,
    'word/settings.xml': `${head}<w:settings ${w}><w:evenAndOddHeaders/><w:defaultTabStop w:val="420"/></w:settings>`,
    'word/styles.xml': `${head}<w:styles ${w}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="21"/></w:rPr></w:style></w:styles>`,
    'word/header0.xml': part('hdr', wordParagraph(runOf('单页眉'))),
    'word/header1.xml': part('hdr', wordParagraph(runOf('双页眉'))),
    'word/header2.xml': part('hdr', wordParagraph(runOf('首页眉'))),
    'word/footer0.xml': part('ftr', wordParagraph(runOf('单页脚 ') + pageField)),
    'word/footer1.xml': part('ftr', wordParagraph(runOf('双页脚 ') + pageField)),
    'word/footer2.xml': part('ftr', wordParagraph(runOf('首页脚'))),
    'word/document.xml': `${head}<w:document ${w} ${r}><w:body>${body}<w:sectPr>${references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>`,
    ...more,
  }
}

const cell = (inside: string) => `<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>${inside}</w:tc>`

/** The letterhead the tests fill: every place of a report, an office's own field in a table, one that nobody knows. */
export const usualLetterhead = (more: Parts = {}): Parts =>
  letterhead(
    wordParagraph(torn('{', '{题', '目}', '}'), '<w:jc w:val="center"/>') +
      `<w:tbl><w:tblPr><w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>${cell(wordParagraph(torn('密级：{{密', '级}}')))}${cell(wordParagraph(torn('缓急：{{ 紧急', '程度 }}')))}</w:tr></w:tbl>` +
      wordParagraph(torn('{{主送', '}}：')) +
      wordParagraph(torn('{{正', '文}}')) +
      wordParagraph(torn('{{署名}}'), '<w:jc w:val="right"/>') +
      wordParagraph(torn('{{日', '期}}'), '<w:jc w:val="right"/>'),
    { 'word/header0.xml': part('hdr', wordParagraph(torn('江苏省慈善总会　', '{{文', '号}}'))), ...more },
  )
