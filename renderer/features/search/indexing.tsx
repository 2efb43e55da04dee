/** 正在整理索引: how far it is, while what is found may not be all. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useEvent } from '../../api.ts'
import { fill } from '../../ui/fill.ts'

const words = text.search

export function Indexing({ job }: { job: string }) {
  const [percent, setPercent] = useState<number | null>(null)
  useEvent('progress', (progress) => {
    if (progress.job === job && progress.total > 0) setPercent(Math.floor((progress.done / progress.total) * 100))
  })
  return (
    <span className="search-indexing" role="status">
      {percent === null ? words.indexing : fill(words.indexingAt, { percent })}
      {text.common.comma}
      {words.indexingHint}
    </span>
  )
}
