import { Component, type ReactNode, Suspense } from 'react'
import { isMissing, onMissing } from '../offline/missing'

type Props = { fallback?: ReactNode; children: ReactNode }

/** What loads when it is needed. If it cannot be had any more, the rest of the page goes on without it. */
export function Late({ fallback = null, children }: Props) {
  return (
    <Without>
      <Suspense fallback={fallback}>{children}</Suspense>
    </Without>
  )
}

class Without extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch(error: unknown) {
    if (isMissing(error)) void onMissing()
  }

  /** Something else may stand here now, which is there. */
  override componentDidUpdate(before: { children: ReactNode }) {
    if (this.state.error !== null && before.children !== this.props.children) this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    if (!isMissing(error)) throw error as unknown
    return null
  }
}
