/** One package: when, from or to whom, what became of it, and what was in it. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackageContents, PackageHistoryItem } from '../../../shared/views.ts'
import { FailureError, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { photoUrl } from '../../ui/photo-url.ts'
import { contentLine, fileName, showInFolder } from './history-panel.tsx'
import { isReceiptRow, packageState, StateMark } from './state-mark.tsx'

const words = text.exchange
const list = words.list
const contents = text.history.contents
const pages = new Set(['campaigns', 'visits', 'meetings', 'findings'])
const nounOf = (entity: string): string => (text.domain.nouns as Record<string, string>)[entity] ?? entity

/** `isTheirs`: the recipient could not take it in, and says why in its own words; what to do is ours. */
function Reason({ failure, isTheirs }: { failure: NonNullable<PackageHistoryItem['failure']>; isTheirs: boolean }) {
  const { code, message, next } = failure
  return (
    <>
      {isTheirs && <p className="exchange-notice">{list.declined}</p>}
      <ErrorPanel
        error={new FailureError({ code: code as never, message, next: isTheirs ? list.declinedNext : next })}
      />
    </>
  )
}

export function PackagePanel({ item: opened }: { item: PackageHistoryItem }) {
  const { data, error, refetch } = useRead('packages.contents', { id: opened.id }, { keep: false })
  // its state may have changed since it was opened
  const item = data?.item ?? opened
  const title = isReceiptRow(item)
    ? words.receiptWord
    : item.number === null
      ? fileName(item.file)
      : fill(words.lastNumber, { number: item.number })
  const hasPath = /[\\/]/.test(item.file)
  return (
    <div className="exchange-panel">
      <div className="exchange-panel-head">
        <h2>
          {item.peerName} {item.peerName || item.number !== null ? title : fileName(item.file)}
        </h2>
        <StateMark state={packageState(item)} />
      </div>
      {item.failure && <Reason failure={item.failure} isTheirs={item.direction === 'out'} />}
      <Section title={list.content}>
        <dl className="facts">
          <dt>{list.at}</dt>
          <dd>{formatStamp(item.at)}</dd>
          <dt>{list.direction}</dt>
          <dd>{item.direction === 'in' ? list.in : list.out}</dd>
          {item.state !== 'refused' && (
            <>
              <dt>{list.content}</dt>
              <dd>{contentLine(item)}</dd>
            </>
          )}
          <dt>{list.file}</dt>
          <dd>{item.file}</dd>
        </dl>
      </Section>
      {hasPath && <Button onClick={() => showInFolder(item.file)}>{list.show}</Button>}
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Skeleton rows={4} />}
      {data && item.state !== 'refused' && <Contents held={data} />}
    </div>
  )
}

function Contents({ held }: { held: PackageContents }) {
  const { known, authors, titles, photos, records, cut } = held
  const empty = records === 0 && photos === 0
  return (
    <Section title={contents.title}>
      {!known && <p className="second">{contents.unknown}</p>}
      {known && empty && <p className="second">{contents.nothing}</p>}
      {known && !empty && (
        <>
          <Counts held={held} />
          {authors.length > 0 && (
            <>
              <h3>{contents.authors}</h3>
              <ul className="package-authors">
                {authors.map((author) => (
                  <li key={author.device}>{authorLine(author)}</li>
                ))}
              </ul>
            </>
          )}
          {titles.length > 0 && (
            <>
              <h3>{contents.titles}</h3>
              <ul className="package-titles">
                {titles.map((one) => (
                  <li key={one.entity + one.id}>
                    <span className="faint">{nounOf(one.entity)}</span>
                    {pages.has(one.entity) ? (
                      <Link page={one.entity} id={one.id}>
                        {one.title}
                      </Link>
                    ) : (
                      <span>{one.title}</span>
                    )}
                  </li>
                ))}
              </ul>
              {(records > titles.length || cut) && (
                <p className="faint">{fill(contents.titlesCut, { count: titles.length })}</p>
              )}
            </>
          )}
          <Photos held={held} />
        </>
      )}
    </Section>
  )
}

function authorLine({ name, person, changes }: PackageContents['authors'][number]): string {
  const known = name ?? text.history.unknownDevice
  return person && person !== name
    ? fill(contents.authorPerson, { name: known, person, count: changes })
    : fill(contents.author, { name: known, count: changes })
}

function Counts({ held: { counts, records, cut, photos } }: { held: PackageContents }) {
  const nouns = Object.keys(text.domain.nouns)
  const parts = Object.entries(counts)
    .sort(([a], [b]) => nouns.indexOf(a) - nouns.indexOf(b))
    .map(([entity, count]) => `${nounOf(entity)} ${count}`)
  const total = fill(cut ? contents.atLeast : contents.records, { count: records })
  return (
    <p>
      {[
        records > 0 ? `${total}${text.common.colon}${parts.join(text.common.listComma)}` : null,
        photos > 0 ? fill(contents.photos, { count: photos }) : null,
      ]
        .filter(Boolean)
        .join(text.common.semicolon)}
    </p>
  )
}

function Photos({ held: { photos, photosHere } }: { held: PackageContents }) {
  if (photosHere.length === 0) return null
  return (
    <>
      <ul className="package-photos">
        {photosHere.map((sha256) => (
          <li key={sha256}>
            <img src={photoUrl({ sha256, mediaType: null })} alt={contents.photoAlt} loading="lazy" />
          </li>
        ))}
      </ul>
      {photos > photosHere.length && <p className="faint">{fill(contents.photosMore, { count: photosHere.length })}</p>}
    </>
  )
}
