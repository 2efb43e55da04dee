/** The table that is being looked at, and what was chosen about it. */
import { create } from 'zustand'
import type { Input } from '../../../shared/contract.ts'
import type { SheetNoun, SheetPreview } from '../../../shared/domain/intake-sheets.ts'
import { call } from '../../api.ts'

/** A file by its path, or one that was dropped. */
export type Source = { paths: string[]; files?: undefined } | { paths?: undefined; files: File[] }
export type Choices = Pick<
  Input<'intake.inspectSheet'>,
  'sheet' | 'noun' | 'headerRow' | 'columns' | 'campaign' | 'team' | 'year'
>

type State = {
  source: Source | null
  preview: SheetPreview | null
  choices: Choices
  mode: 'good' | 'all'
  doubles: 'skip' | 'add'
  show: 'all' | 'bad'
  /** Of the template to be downloaded. */
  template: SheetNoun
}
const nothing = {
  source: null,
  preview: null,
  choices: {},
  show: 'all' as const,
  mode: 'good' as const,
  doubles: 'skip' as const,
}

export const useSheet = create<State>(() => ({ ...nothing, template: 'visits' }))

export const forgetSheet = () => useSheet.setState(nothing)

/** The preload puts the path of a dropped file in. */
export const inspect = ({ paths, files }: Source, choices: Choices, job: string): Promise<SheetPreview> =>
  call('intake.inspectSheet', { paths: paths ?? [''], ...choices, job }, files)

export function importRows({ paths, files }: Source, choices: Choices, preview: SheetPreview, job: string) {
  const { mode, doubles } = useSheet.getState()
  const columns = preview.columns.map(({ index, field }) => ({ index, field }))
  const { noun, sheet, headerRow, sha256 } = preview
  return call(
    'intake.importSheet',
    { paths: paths ?? [''], ...choices, noun, sheet, headerRow, columns, sha256, mode, doubles, job },
    files,
  )
}
