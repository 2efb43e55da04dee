/** Records begun from more than one place. */
import type { Meeting } from '../../shared/domain/meetings.ts'
import { newId } from '../api.ts'
import { go } from './route.ts'
import { freshId, tellFailure } from './save-now.ts'
import { createRecord } from './undo.ts'

/** A meeting is there from the start: its statements and directives hang on it. */
export async function createMeeting(kind: NonNullable<Meeting['kind']>, campaign: string | undefined) {
  const id = newId()
  try {
    await createRecord('meetings', id, { kind, campaign: campaign ?? null })
    go('meetings', { id, query: { new: '1' } })
  } catch (error) {
    tellFailure(error)
  }
}

/** A page for a record that is stored with the first thing written. */
export const openNew = (page: 'visits' | 'findings') => go(page, { id: freshId(page), query: { new: '1' } })
