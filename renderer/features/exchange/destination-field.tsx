/** Where packages go: to every target by themselves, or to a folder a person takes along. */
import { FolderOpen } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TargetItem } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'

const words = text.exchange.sending
const own = text.courier.sending

export const namesOf = (targets: readonly Pick<TargetItem, 'name'>[]): string =>
  targets.map(({ name }) => `“${name}”`).join(text.common.listComma)

type Props = {
  /** Targets in use; none: there is nothing to choose. */
  places: readonly TargetItem[]
  isAuto: boolean
  onAuto: (isAuto: boolean) => void
  folder: string | undefined
  onChoose: () => void
}

export function DestinationField({ places, isAuto, onAuto, folder, onChoose }: Props) {
  const folderLine = (
    <span className="exchange-folder">
      <span title={folder}>{folder ?? <span className="faint">{words.noFolder}</span>}</span>
      <Button size="small" icon={FolderOpen} onClick={onChoose}>
        {folder ? words.change : words.choose}
      </Button>
    </span>
  )
  if (!places.length) {
    return (
      <div className="exchange-field">
        <span className="exchange-field-label">{words.where}</span>
        {folderLine}
      </div>
    )
  }
  const ways = [
    {
      auto: true,
      label: fill(own.auto, { count: places.length }),
      hint: fill(own.autoHint, { names: namesOf(places) }),
    },
    { auto: false, label: own.folder, hint: own.folderHint },
  ]
  return (
    <fieldset className="exchange-field exchange-scopes">
      <legend className="exchange-field-label">{own.to}</legend>
      {ways.map(({ auto, label, hint }) => (
        <label key={label} className="exchange-scope">
          <input type="radio" name="destination" checked={isAuto === auto} onChange={() => onAuto(auto)} />
          <span>
            {label}
            <span className="faint">{hint}</span>
          </span>
        </label>
      ))}
      {!isAuto && folderLine}
    </fieldset>
  )
}
