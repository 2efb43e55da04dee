import type { PackagePreview } from '../../../shared/views.ts'
import { attempt } from '../../api.ts'
import { isFetched } from './courier-state.ts'

/** What was taken in, or held nothing new, no longer waits for anybody; everything else stays in the inbox. */
export function settleInbox(previews: readonly PackagePreview[], sources: readonly (string | File)[]) {
  for (const [at, { imported, known }] of previews.entries()) {
    const path = sources[at]
    if ((imported || known) && typeof path === 'string' && isFetched(path)) void attempt('inbox.dismiss', { path })
  }
}
