/** 调研活动: the list, or one campaign with its teams. */
import type { PageProps } from '../../app.tsx'
import { CampaignList } from './list.tsx'
import { CampaignRecord } from './record.tsx'
import './campaigns.css'

export function Page({ id, query }: PageProps) {
  return id ? <CampaignRecord id={id} query={query} /> : <CampaignList />
}
