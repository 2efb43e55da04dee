/** From a press text, a report or minutes to proposals. Nothing is saved, nothing is invented: every field is words of the text, or marked. */
import type { Proposal } from '../../../../shared/domain/intake.ts'
import { readCaptions } from './captions.ts'
import { readDocuments } from './documents.ts'
import { readFindings } from './findings.ts'
import { createGazetteer, type Place } from './gazetteer.ts'
import { readIndicators } from './indicators.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { readMeetings } from './meetings.ts'
import { type Overview, overview } from './overview.ts'
import { bare, type Span } from './passages.ts'
import { employerOf, readStatement } from './statements.ts'
import type { Team } from './teams.ts'
import { readVisits, type Scene } from './visits.ts'

/**
 * Reads a text.
 * @param places every region this computer knows
 * @param published `YYYY-MM-DD`; left out, the text's own date counts
 */
export function readPress(
  source: string,
  places: readonly Place[],
  published?: string | null,
): { published: string | null; proposals: Proposal[] } {
  const o = overview(source, createGazetteer(places), published)
  const ledger = createLedger(source)
  const { teams, scenes } = readVisits(o, ledger)
  const { consumed, minutes } = readMeetings(o, ledger, scenes)
  const sayings = scenes.flatMap((scene) => {
    const isConsumed = consumed.some(({ from, to }) => scene.sentence.from < to && from < scene.sentence.to)
    return isConsumed ? [] : (readStatement(o, ledger, scene, minutes) ?? [])
  })
  const findings = readFindings(o, ledger, scenes, consumed, sayings)
  readIndicators(o, ledger, scenes, consumed, findings)
  readDocuments(o, ledger, scenes)
  readCaptions(o, ledger, teams)
  for (const person of o.people) {
    const known = ledger.find('people', person.name)
    if (!known) ledger.person(person, employerOf(o, ledger, { from: 0, to: source.length }, person))
  }
  addSummaries(o, scenes, teams)
  addCampaign(o, ledger)
  return { published: o.clock.published, proposals: ledger.proposals }
}

/** 摘要: the sentences about a visit as they stand; of teams that tell no city apart, what is said of the whole trip. */
function addSummaries(o: Overview, scenes: readonly Scene[], teams: readonly Team[]): void {
  for (const team of teams) {
    const own = scenes.filter((scene) => scene.team === team && scene.paragraph.section === null)
    const intro = own.findIndex(({ role }) => role === 'intro')
    const [first, second] = intro < 0 ? [] : own.slice(intro, intro + 2)
    const general = first
      ? second?.role === 'content' && second.visit === null && second.paragraph === first.paragraph
        ? [first, second]
        : [first]
      : []
    for (const visit of team.visits) {
      const of = own.filter((scene) => scene.visit === visit)
      const said = of.length > 0 ? of : general
      if (said.length === 0) continue
      visit.proposal.fields.summary = said.map(({ sentence: { from, to } }) => o.source.slice(from, to)).join('')
      for (const { sentence } of said)
        if (!visit.proposal.passages.some(([from]) => from === sentence.from))
          visit.proposal.passages.push([sentence.from, sentence.to])
    }
  }
}

/** The year's research the text belongs to: its name is ours, its purpose the text's. */
function addCampaign(o: Overview, ledger: Ledger): void {
  const dated = ledger.proposals.flatMap(({ entity, fields }) =>
    entity === 'visits' && typeof fields.start === 'string' ? [fields.start.slice(0, 4)] : [],
  )
  const year = dated.sort().at(-1) ?? o.clock.published?.slice(0, 4)
  if (
    !year ||
    !ledger.proposals.some(({ entity }) => entity === 'visits' || entity === 'findings' || entity === 'meetings')
  )
    return
  const purpose = purposeOf(o)
  const sourceLine = /来源[：:]\s*([^\s，。|]{2,30})/.exec(o.text)
  const span: Span = purpose ?? { from: 0, to: Math.min(o.text.length, o.paragraphs[0]?.to ?? 0) }
  const campaign = ledger.put(
    'campaigns',
    year,
    span,
    {
      name: `${year} 年度调研`,
      year: Number(year),
      purpose: purpose ? o.source.slice(purpose.from, purpose.to) : null,
      status: 'active',
      region: o.home?.id ?? null,
      source: sourceLine
        ? o.source.slice(
            sourceLine.index + sourceLine[0].length - sourceLine[1]!.length,
            sourceLine.index + sourceLine[0].length,
          )
        : (o.federation?.name ?? null),
      sourceDate: o.clock.published,
    },
    { certainty: 'inferred', reasons: ['context'] },
  )
  for (const { entity, fields } of ledger.proposals)
    if (/^(?:teams|findings|indicators|documents)$/.test(entity) || entity === 'meetings') fields.campaign = campaign.id
}

/** 为总结…，更好地谋划…，: the first sentence's clauses of purpose. */
function purposeOf(o: Overview): Span | null {
  for (const paragraph of o.paragraphs.filter(({ kind }) => kind === 'body').slice(0, 3)) {
    const [sentence] = paragraph.sentences
    if (
      !sentence ||
      !/^为(?:了)?(?:总结|了解|摸清|深入|进一步|更好|全面|贯彻|落实|推动|做好|切实|掌握|谋划)/.test(
        o.text.slice(sentence.from, sentence.to),
      )
    )
      continue
    const clauses: Span[] = []
    for (const clause of sentence.clauses) {
      const words = o.text.slice(clause.from, clause.to)
      if (clauses.length > 0 && /最近|近日|日前|\d月|组织|带队|总会|调研组|慈善会|召开|由/.test(words)) break
      clauses.push(clause)
    }
    if (clauses.length > 0) return bare(o.text, { from: clauses[0]!.from, to: clauses.at(-1)!.to })
  }
  return null
}
