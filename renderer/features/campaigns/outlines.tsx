/** 提纲对照: the same question, all cities side by side. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { Answer } from '../../../shared/views/field.ts'
import { useRead } from '../../api.ts'
import { displayPunctuation, placeName } from '../../ui/display.ts'
import { Link } from '../../ui/link.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { Empty, ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { replaceRoute } from '../../ui/route.ts'

const words = text.own.outlines

export function Outlines({ campaign, team }: { campaign: string; team: string | undefined }) {
  const { data: teams } = useRead('teams.list', { campaign })
  const { data, error, refetch } = useRead('outlines.compare', { campaign, ...(team ? { team } : {}) })
  const filter = (
    <FilterMenu
      label={words.team}
      choices={(teams ?? []).map(({ id, leaderName, name }) => ({
        value: id,
        label: leaderName ?? name ?? text.common.unnamed,
      }))}
      value={team}
      onChange={(next) =>
        replaceRoute('campaigns', { id: campaign, query: { tab: 'outlines', ...(next ? { team: next } : {}) } })
      }
    />
  )
  return (
    <Section title={words.title} note={words.note} action={filter}>
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={4} />
      ) : data.questions.length === 0 ? (
        <Empty title={words.noQuestions}>{words.noQuestionsHint}</Empty>
      ) : (
        <>
          {data.cities.length === 0 && <Empty title={words.empty}>{words.emptyHint}</Empty>}
          {/* biome-ignore lint/a11y/useSemanticElements: no fields to set together, one table to scroll */}
          <div
            className="outline-frame"
            role="group"
            aria-label={words.title}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by keys
            tabIndex={0}
          >
            <table className="outline-table">
              <thead>
                <tr>
                  <th scope="col">{words.question}</th>
                  {data.cities.map(({ id, name }) => (
                    <th key={id} scope="col">
                      {placeName(name) ?? text.common.missing}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.questions.map((question, at) => (
                  <tr key={question}>
                    <th scope="row">{question}</th>
                    {data.cities.map((city, of) => (
                      <td key={city.id}>
                        <Answers answers={data.answers[at]?.[of] ?? []} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Section>
  )
}

function Answers({ answers }: { answers: readonly Answer[] }) {
  if (answers.length === 0) return <span className="faint">{words.none}</span>
  return (
    <ul>
      {answers.map(({ statement, meeting, text: said, speaker }) => (
        <li key={statement}>
          <Link page="meetings" id={meeting} query={{ statement }}>
            {displayPunctuation(said ?? '')}
          </Link>
          {speaker && <span className="second">{speaker}</span>}
        </li>
      ))}
    </ul>
  )
}
