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
        {sentences.map((sentence) => (
          <li key={sentence.from}>
            <button type="button" className="paper-jump" onClick={() => editor?.showSentence(sentence)}>
              {sentence.text.trim()}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
