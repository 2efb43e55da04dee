import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Refusal } from '../../../../shared/result.ts'
import { type OfficeZip, openOffice } from '../../intake/office-zip.ts'
import { attributeOf, createXmlReader, XmlError } from '../../intake/xml.ts'

/** Bytes: a letterhead with pictures is far smaller. */
const mostInflated = 96 * 1024 * 1024
const mostTags = 500_000
/** Fields that run or fetch something when the document is opened. */
const activeField = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON)\b/i
/** Data that forms bind to, and what the last printer was set to: kept, never run. */
const harmlessPart = /^customXml\/|^word\/printerSettings\/printerSettings\d+\.bin$/
const activePart = /vbaProject|\.bin$|\/(embeddings|activeX|afchunk|customXml)\//i

/**
 * Looks through an office's own .docx before anything opens it: bounded, plain paths, no macro, nothing embedded, nothing fetched from
 * elsewhere but what a person clicks.
 * @param file as the person knows it; the path's own name where it is left out
 * @returns its bytes
 * @throws Refusal `file-*`, `template-foreign`, `template-unfit` with the file's name
 */
export async function readTemplate(path: string, file = basename(path)): Promise<Buffer> {
  try {
    const zip = await openOffice(path, 'docx')
    try {
      await look(zip)
    } finally {
      zip.close()
    }
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Refusal) {
      const isOther = error.code === 'file-foreign' || error.code === 'file-old'
      throw new Refusal(isOther ? 'template-foreign' : error.code, { ...error.values, file }, error.detail)
    }
    if (error instanceof Unfit) throw new Refusal('template-unfit', { file }, error.message)
    if (error instanceof XmlError)
      throw new Refusal(error.hostile ? 'file-hostile' : 'file-damaged', { file }, error.message)
    throw error
  }
}

class Unfit extends Error {}

async function look(zip: OfficeZip): Promise<void> {
  if (!zip.has('word/document.xml')) throw new Unfit('no document')
  let inflated = 0
  let tags = 0
  for (const name of zip.names) {
    if (!/^[\w[\] ./-]{1,200}$/.test(name) || name.split('/').includes('..') || name.startsWith('/'))
      throw new Unfit(`part ${name.slice(0, 80)}`)
    if (activePart.test(name) && !harmlessPart.test(name)) throw new Unfit(`part ${name}`)
    const isXml = /\.(xml|rels)$/.test(name)
    let field = ''
    let inField = false
    const reader = createXmlReader({
      open(tag, attributes) {
        if (++tags > mostTags) throw new XmlError(`more than ${mostTags} tags`, true)
        if (tag === 'Relationship') lookAtLink(attributes)
        else if (tag === 'altChunk' || tag === 'OLEObject' || tag === 'control') throw new Unfit(tag)
        else if (tag === 'instrText') inField = true
        else if (tag === 'fldSimple') lookAtField(attributeOf(attributes, 'instr') ?? '')
        else if (tag === 'fldChar') {
          lookAtField(field)
          field = ''
        }
      },
      text(text) {
        if (inField) field = (field + text).slice(-4_000)
      },
      close(tag) {
        if (tag === 'instrText') inField = false
      },
    })
    await zip.each(name, (bytes) => {
      inflated += bytes.length
      if (inflated > mostInflated) throw new XmlError(`more than ${mostInflated} bytes`, true)
      if (isXml) reader.write(bytes)
    })
    if (isXml) reader.end()
    lookAtField(field)
  }
}

function lookAtField(field: string): void {
  if (activeField.test(field)) throw new Unfit(`field ${field.slice(0, 80)}`)
}

/** A link a person clicks may lead anywhere; what Word fetches by itself may not. */
function lookAtLink(attributes: string): void {
  const target = attributeOf(attributes, 'Target') ?? ''
  const type = attributeOf(attributes, 'Type') ?? ''
  const isOutside = attributeOf(attributes, 'TargetMode')?.toLowerCase() === 'external'
  if (isOutside && !type.endsWith('/hyperlink')) throw new Unfit(`link ${type} ${target.slice(0, 80)}`)
  if (/\/(attachedTemplate|oleObject|vbaProject|control|aFChunk|frame|subDocument)$/.test(type))
    throw new Unfit(`link ${type}`)
}
