/** A page that cannot be drawn says so; the rest of the window goes on. */
import { Component, type ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { FailureError, failureOf } from '../../api.ts'
import { ErrorPanel } from '../../ui/page.tsx'

export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const shown =
      error instanceof FailureError
        ? error
        : new FailureError({ ...failureOf(error), message: text.shell.pageFailed, next: text.shell.pageFailedNext })
    return (
      <div className="sheet-message">
        <h1 className="sr-only">{text.shell.name}</h1>
        <ErrorPanel error={shown} onRetry={() => this.setState({ error: null })} />
      </div>
    )
  }
}
