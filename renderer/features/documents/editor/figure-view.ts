/** A picture in the text; its caption is written under it as text. */
import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'
import { text } from '../../../../shared/text/zh-cn.ts'

const words = text.documents.editor

/** Address of an attachment's picture; `null`: no file here. */
export type PictureOf = (attachment: string) => Promise<string | null>

export class FigureView implements NodeView {
  readonly dom = document.createElement('figure')
  readonly contentDOM = document.createElement('figcaption')
  private readonly frame = document.createElement('div')

  constructor(
    private node: Node,
    private readonly pictureOf: PictureOf,
  ) {
    this.frame.contentEditable = 'false'
    this.frame.className = 'paper-picture'
    this.contentDOM.dataset.hint = words.caption
    this.dom.append(this.frame, this.contentDOM)
    this.dom.dataset.attachment = String(node.attrs.attachment)
    this.markEmpty()
    void this.draw()
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs.attachment !== this.node.attrs.attachment) return false
    this.node = node
    this.markEmpty()
    return true
  }

  private markEmpty() {
    this.contentDOM.classList.toggle('paper-empty', this.node.content.size === 0)
  }

  private async draw() {
    const address = await this.pictureOf(String(this.node.attrs.attachment)).catch(() => null)
    if (address === null) {
      this.frame.textContent = words.noPicture
      this.frame.classList.add('paper-no-picture')
      return
    }
    const image = document.createElement('img')
    image.alt = ''
    image.src = address
    image.addEventListener('error', () => {
      image.remove()
      this.frame.textContent = words.noDrawing
      this.frame.classList.add('paper-no-picture')
    })
    this.frame.append(image)
  }

  ignoreMutation(mutation: { target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target)
  }
}
