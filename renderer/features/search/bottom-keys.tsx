import { text } from '../../../shared/text/zh-cn.ts'
import { Kbd } from '../../ui/button.tsx'

const words = text.search.keys
const hints = [
  { keys: ['↑', '↓'], label: words.move },
  { keys: ['Enter'], label: words.open },
  { keys: ['Esc'], label: words.close },
]

export const BottomKeys = () =>
  hints.map(({ keys, label }) => (
    <span key={label} className="palette-key">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {label}
    </span>
  ))
