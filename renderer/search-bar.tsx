/** The box in the title bar: a button that looks like a field. What it opens comes with its first use. */
import { Search } from 'lucide-react'
import { type ComponentType, type RefObject, useRef, useState } from 'react'
import { text } from '../shared/text/zh-cn.ts'
import { Kbd } from './ui/button.tsx'
import { showFailure } from './ui/toast-store.ts'
import { useKey } from './ui/use-key.ts'
import './search-bar.css'
import { isKey } from './ui/key-map.ts'

export type PaletteProps = { anchor: RefObject<HTMLElement | null>; onClose: () => void }

const loaded: { Palette?: ComponentType<PaletteProps> } = {}

export function SearchBar() {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const open = async () => {
    try {
      loaded.Palette ??= (await import('./features/search/palette.tsx')).Palette
      setOpen(true)
    } catch (error) {
      showFailure(error)
    }
  }
  useKey((event) => {
    if (!isKey(event, 'everywhere.search')) return false
    void open()
    return true
  })
  const { Palette } = loaded
  return (
    <>
      <button
        ref={button}
        type="button"
        className="search-bar"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        onClick={() => void open()}
      >
        <Search className="icon" size={16} aria-hidden />
        <span>{text.search.box}</span>
        <Kbd>{text.search.shortcut}</Kbd>
      </button>
      {Palette && isOpen && <Palette anchor={button} onClose={() => setOpen(false)} />}
    </>
  )
}
