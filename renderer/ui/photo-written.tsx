/** 写进了: the sentences of documents that rest on what a photo shows. */
import { text } from '../../shared/text/zh-cn.ts'
import { useRead } from '../api.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'

const words = text.capture.photos

/** More are counted. */
const most = 2

export function PhotoWritten({ id, onOpen }: { id: string; onOpen: () => void }) {
  const { data: places = [] } = useRead('citations.of', { entity: 'attachments', id }, { keep: false })
  if (places.length === 0) return null
  return (
    <p className="photo-written">
      {words.written}
      {places.slice(0, most).map(({ citation, document, title, section, sentence }) => (
        <Link
          key={`${citation} ${section} ${sentence}`}
          page="documents"
          id={document}
          query={{ citation }}
          title={sentence}
          onClick={onOpen}
        >
          {fill(words.writtenIn, { title: title ?? text.documents.untitled })}
        </Link>
      ))}
      {places.length > most && <span>{fill(words.writtenMore, { count: places.length })}</span>}
    </p>
  )
}
