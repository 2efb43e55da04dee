/** Where each list stood, for the way back to it: in this session, and after the next start. */
import { call } from '../api.ts'

export type Place = { address: string; index: number }

const places = new Map<string, Place>()
const setting = 'places'
let stored = ''

/** `address` names what the list shows, filters and order: another one begins at its top. */
export const placeIn = (list: string, address: string): number | undefined => {
  const place = places.get(list)
  return place?.address === address ? place.index : undefined
}

export const keepPlace = (list: string, place: Place): void => void places.set(list, place)

/** Written when a list is left, not with every step in it. */
export async function storePlaces(): Promise<void> {
  const value = Object.fromEntries(places)
  const text = JSON.stringify(value)
  if (text === stored) return
  stored = text
  // a place that is not remembered is no reason to interrupt
  await call('settings.save', { key: setting, value }).catch(() => {})
}

/** Takes the places of earlier sessions from the settings; what this one knows is newer. */
export function rememberPlaces(settings: Record<string, unknown>): void {
  const known = settings[setting]
  if (typeof known !== 'object' || known === null) return
  for (const [list, place] of Object.entries(known as Record<string, Partial<Place> | null>))
    if (!places.has(list) && typeof place?.address === 'string' && Number.isSafeInteger(place.index))
      places.set(list, { address: place.address, index: place.index as number })
}
