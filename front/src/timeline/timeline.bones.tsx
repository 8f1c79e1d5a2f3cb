import { useText } from '../preferences'

/** Grey shapes of messages, placed as messages are, so that nothing jumps when those come. */
export function TimelineBones() {
  const t = useText()
  return (
    <div className="timeline-bones" role="status" aria-label={t('app.loading')}>
      {Array.from({ length: 7 }, (_, i) => (
        <div key={i} className="message-bones" data-lines={(i * 2) % 3}>
          <div className="bone" />
          <div>
            <div className="bone" />
            <div className="bone" />
            <div className="bone" />
          </div>
        </div>
      ))}
    </div>
  )
}
