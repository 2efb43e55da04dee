/** Teams, their visits and what happened there, sentence by sentence; and which visit every other sentence belongs to. */
import { datesIn } from './dates.ts'
import type { Ledger } from './ledger.ts'
import type { Overview } from './overview.ts'
import type { Paragraph, Sentence, Span } from './passages.ts'
import { groupsIn } from './places.ts'
import { describeTeam, leaderOf, research, speakerOf, startTeam, type Team, teamNamed, type Visit } from './teams.ts'
import { type Event, readEvent } from './trips.ts'

/** Whom and where a sentence is about. */
export type Scene = {
  sentence: Sentence
  paragraph: Paragraph
  team: Team | null
  visit: Visit | null
  role: 'intro' | 'event' | 'content'
  /** What of the sentence says only who went where. */
  told: Span | null
}

export const officeMeeting = /会长办公会|会长会议|常务理事会|理事会(?:议)?|主席办公会|党组会|秘书长办公会/
export function readVisits(given: Overview, ledger: Ledger) {
  const teams: Team[] = []
  const scenes: Scene[] = []
  let team: Team | null = null
  let visit: Visit | null = null
  // a day without a month follows the one before
  const clock: Overview['clock'] = { ...given.clock }
  const o: Overview = { ...given, clock }

  for (const paragraph of o.paragraphs) {
    const opening = o.text.slice(paragraph.from, paragraph.from + 12)
    const goesOn = /^(?:调研组|座谈会?上|座谈中|在座谈|在随后|随后|当天|当日|次日|期间)/.test(opening)
    if (!goesOn) visit = team?.visits.length === 1 && paragraph.section === null ? team.visits[0]! : null
    for (const sentence of paragraph.sentences) {
      const words = o.text.slice(sentence.from, sentence.to)
      if (officeMeeting.test(words) && !leaderOf(o, sentence)) {
        if (/召开|举行|办公会上|听取/.test(words) && datesIn(o.text, sentence, o.clock).length > 0) {
          team = null
          visit = null
        }
        scenes.push({ sentence, paragraph, team, visit, role: 'content', told: null })
        continue
      }
      const leader = leaderOf(o, sentence)
      const named = teamNamed(words)
      const known = teams.find((one) => (leader ? one.leader === leader.name : named !== null && one.name === named))
      const isIntro = (leader !== null || (named !== null && !known)) && research.test(words)
      if (isIntro && !known) {
        team = startTeam(o, ledger, sentence, leader, named)
        teams.push(team)
        visit = null
      } else if (known && known !== team) {
        team = known
        visit = null
      }
      if (!team && /调研组/.test(words) && groupsIn(o, sentence).length > 0) {
        team = startTeam(o, ledger, sentence, speakerOf(o, sentence), named)
        teams.push(team)
      }
      visit = visitNamed(o, team, sentence) ?? visit
      const event: Event | null = team ? readEvent(o, ledger, team, visit, sentence, isIntro || leader !== null) : null
      if (event) visit = event.visit
      if (team && (isIntro || (isFollowing(scenes, paragraph) && !event?.visit))) describeTeam(o, team, sentence)
      const last = datesIn(o.text, sentence, clock)
        .flatMap(({ days }) => days)
        .at(-1)
      if (last) clock.near = last.start
      scenes.push({
        sentence,
        paragraph,
        team,
        visit,
        role: isIntro ? 'intro' : event ? 'event' : 'content',
        told: event?.told ?? null,
      })
    }
  }
  return { teams, scenes }
}

/** 怀柔区：…, 株洲市慈善总会…: a sentence that begins with a place the team went to is about that place. */
function visitNamed({ mentions, gazetteer }: Overview, team: Team | null, sentence: Span): Visit | null {
  const place = mentions.find(({ from }) => from === sentence.from)?.place
  if (!team || !place) return null
  return team.visits.find((visit) => visit.place.id === place.id || gazetteer.isBelow(place, visit.place)) ?? null
}

/** The sentence right after a team's first. */
const isFollowing = (scenes: readonly Scene[], paragraph: Paragraph) => {
  const last = scenes.at(-1)
  return last !== undefined && last.role === 'intro' && last.paragraph === paragraph
}
