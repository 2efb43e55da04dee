import { choice, flag, noun, type RowOf, ref, text } from './fields.ts'

export const regionLevels = ['province', 'city', 'county', 'town', 'community'] as const

/** 地区: GB/T 2260 down to county is built in; functional zones, towns and communities are added by users. */
export const regions = noun('base', {
  code: text,
  name: text,
  level: choice(regionLevels),
  parent: ref('regions'),
  /** 经开区、高新区: administered like a county, without a GB/T 2260 code of its own. */
  zone: flag,
})
export type Region = RowOf<typeof regions>
