/** Captions of photographs: who was where; the photograph itself is still to come. */
import type { Ledger } from './ledger.ts'
import { inside, type Overview } from './overview.ts'
import { groupAt } from './places.ts'
import type { Team } from './teams.ts'
import { sitesIn } from './units.ts'

export function readCaptions(o: Overview, ledger: Ledger, teams: readonly Team[]): void {
  for (const paragraph of o.paragraphs) {
    if (paragraph.kind !== 'caption') continue
    const people = inside(o.people, paragraph).map(({ name }) => name)
    const team = teams.find(({ leader }) => leader !== null && people.includes(leader))
    const piece = o.text.slice(paragraph.from, paragraph.to)
    const found = /[在赴到]([^，。]{2,40}?)(?:进行|开展)?(?:实地)?(?:调研|走访|考察|慰问|座谈|看望)$/.exec(piece)
    const from = found ? paragraph.from + found.index + 1 : paragraph.from
    const span = { from, to: found ? from + found[1]!.length : paragraph.to }
    const group = groupAt(o.text, o.mentions, span)
    const place = group?.places[0]?.place ?? null
    const visit =
      place && team?.visits.find((one) => one.place.id === place.id || o.gazetteer.isBelow(place, one.place))
    const city = place && (visit?.place ?? place)
    const [site] = found ? sitesIn(o, span, city) : []
    const siteId = site ? ledger.site(site) : null
    if (siteId && visit) {
      const sites = visit.proposal.fields.sites
      visit.proposal.fields.sites = [...new Set([...(Array.isArray(sites) ? sites : []), siteId])]
    }
    if (!visit) continue
    ledger.put('attachments', `${paragraph.from}`, paragraph, {
      caption: o.source.slice(paragraph.from, paragraph.to),
      visit: visit.proposal.id,
      site: siteId,
    })
  }
}
