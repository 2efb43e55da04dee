import type { PackagePreview } from '../../../shared/views.ts'
import { attempt } from '../../api.ts'
import { isFetched } from './courier-state.ts'

/** `false`: what was fetched waits for a person; read by the data process too. */
export const takeInSetting = 'courier.takeIn'
export const takesInByItself = (settings: Record<string, unknown> | undefined) => settings?.[takeInSetting] !== false

export const isFromInbox = (source: string | File | undefined): source is string =>
  typeof source === 'string' && isFetched(source)

/** What was taken in, or held nothing new, no longer waits for anybody; everything else stays in the inbox. */
export function settleInbox(previews: readonly PackagePreview[], sources: readonly (string | File)[]) {
  for (const [at, { imported, known }] of previews.entries()) {
    const path = sources[at]
    if ((imported || known) && isFromInbox(path)) void attempt('inbox.dismiss', { path })
  }
}
