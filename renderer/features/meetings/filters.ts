/** The list's filters as they stand in the page's address. */
import type { Input } from '../../../shared/contract.ts'
import { meetingKinds } from '../../../shared/domain/meetings.ts'
import type { Query } from '../../ui/route.ts'

export type Filter = Omit<Input<'meetings.list'>, 'offset' | 'limit'>
export type Kind = (typeof meetingKinds)[number]

export function filterOf(query: Query): Filter {
  const kind = meetingKinds.find((one) => one === query.kind)
  return {
    ...(query.campaign ? { campaign: query.campaign } : {}),
    ...(kind ? { kind } : {}),
    ...(query.text ? { text: query.text } : {}),
  }
}

export const noFilters = { campaign: undefined, kind: undefined, text: undefined }
