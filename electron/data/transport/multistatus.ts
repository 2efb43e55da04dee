import { type DAVResult, parseXML } from 'webdav'
import { Refusal } from '../../../shared/result.ts'

/** The last part of an entry's path, decoded, and its size; `size` is absent for folders and where the server names none. */
export type Entry = { name: string; size: number | undefined }

/**
 * Reads the answer to a PROPFIND. What a server sends is hostile: nothing of it is trusted beyond being XML of this form.
 * @throws Refusal `place-odd`
 */
export async function readMultistatus(xml: string): Promise<Entry[]> {
  // Only a document type declares entities, and no server needs one: without it there is nothing to expand.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new Refusal('place-odd', {}, 'the answer declares entities')
  if (!/<([\w.-]+:)?multistatus[\s/>]/.test(xml)) throw new Refusal('place-odd', {}, 'no multistatus')
  if (!/<\/([\w.-]+:)?multistatus\s*>\s*$/.test(xml) && !/multistatus[^>]*\/>\s*$/.test(xml))
    throw new Refusal('place-odd', {}, 'the answer ends early')
  let result: DAVResult
  try {
    result = await parseXML(xml)
  } catch (error) {
    throw new Refusal('place-odd', {}, String((error as Error).message).slice(0, 200))
  }
  const responses: unknown = result.multistatus?.response
  return Array.isArray(responses) ? responses.flatMap(entryOf) : []
}

type Loose = Record<string, unknown> | null | undefined | string

function entryOf(response: { href?: unknown; propstat?: { prop?: Loose } } | null | undefined): Entry[] {
  if (typeof response?.href !== 'string') return []
  const name = lastPart(response.href)
  const prop = response.propstat?.prop
  if (name === undefined) return []
  if (typeof prop !== 'object' || prop === null || isCollection(prop.resourcetype)) return [{ name, size: undefined }]
  const size = prop.getcontentlength
  return [{ name, size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined }]
}

const isCollection = (type: unknown) => typeof type === 'object' && type !== null && 'collection' in type

function lastPart(href: string): string | undefined {
  try {
    return decodeURIComponent(href.trim().replace(/\/+$/, '').split('/').at(-1) ?? '')
  } catch {
    // not UTF-8: no name of ours
    return undefined
  }
}
