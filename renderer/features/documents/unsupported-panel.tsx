/** 无依据的句子. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { PanelProps } from './panel.tsx'

const words = text.documents.unsupported

export function UnsupportedPanel({ editor, analysis }: PanelProps) {
  const sentences = analysis?.unsupported ?? []
  if (sentences.length === 0) return <p className="paper-panel-note">{words.none}</p>
  return (
    <>
      <p className="paper-panel-note">{words.hint}</p>
      <ul className="paper-sentences">
        {sentences.map(({ from, text: sentence }) => (
          <li key={from}>
            <button type="button" className="paper-jump" onClick={() => editor?.show(from, from)}>
              {sentence.trim()}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
