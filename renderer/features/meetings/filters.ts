/** The list's filters as they stand in the page's address, and making a meeting. */
import type { Input } from '../../../shared/contract.ts'
import { meetingKinds } from '../../../shared/domain/meetings.ts'
import { newId } from '../../api.ts'
import { go, type Query } from '../../ui/route.ts'
import { tellFailure } from '../../ui/save-now.ts'
import { createRecord } from '../../ui/undo.ts'

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

/** Its statements and directives hang on it, so it is there from the start. */
export async function createMeeting(kind: Kind, campaign: string | undefined) {
  const id = newId()
  try {
    await createRecord('meetings', id, { kind, campaign: campaign ?? null })
    go('meetings', { id, query: { new: '1' } })
  } catch (error) {
    tellFailure(error)
  }
}
