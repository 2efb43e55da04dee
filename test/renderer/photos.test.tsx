import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { PhotoGrid } from '../../renderer/ui/photos.tsx'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { fakeShanyan } from './fake-shanyan.ts'

afterEach(() => {
  cleanup()
  queryClient.clear()
})

const { away } = text.capture.photos
const places = { cleaned: 'a'.repeat(64), pending: 'b'.repeat(64), here: 'c'.repeat(64) }

it('a photo that is not drawn says its own reason, beside others that say theirs', async () => {
  fakeShanyan((operation, { sha256 }: { sha256?: string }) =>
    operation === 'photos.place' ? { place: Object.entries(places).find(([, one]) => one === sha256)?.[0] } : null,
  )
  const photos = Object.values(places).map((sha256, n) => ({ id: `photo-${n}`, sha256, mediaType: null, name: `${n}` }))
  // no small copy can be drawn
  globalThis.Worker = class {
    postMessage({ sha256 }: { sha256: string }) {
      setTimeout(() => this.onmessage({ data: { sha256, jpeg: null } }))
    }
    onmessage = (_event: unknown) => {}
  } as never
  render(
    <QueryClientProvider client={queryClient}>
      <PhotoGrid photos={photos as unknown as Attachment[]} editable={false} />
    </QueryClientProvider>,
  )
  await waitFor(() => {
    // the small copy, then the picture itself
    for (const image of document.querySelectorAll('img')) fireEvent.error(image)
    for (const words of Object.values(away)) expect(screen.getByText(words)).toBeDefined()
  })
})
