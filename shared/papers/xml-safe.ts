// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of them but tab and line breaks
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const safe = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/

/** Text that an XML file can hold: control characters are left out, half characters become the replacement sign. */
export const xmlSafe = (text: string): string =>
  safe.test(text) ? text : text.replace(forbidden, '').replace(loneSurrogate, '\ufffd')

/** The same, escaped for content and attributes. */
export function xmlEscape(text: string): string {
  const plain = xmlSafe(text)
  return /[&<>"]/.test(plain)
    ? plain.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
    : plain
}
