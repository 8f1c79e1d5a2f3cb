import '../people/people.css'
import { useState } from 'react'
import { useChatState } from '../chat/use-chat'
import { StatusForm } from '../people/status.form'
import { useText } from '../preferences'

export function StatusPart() {
  const t = useText()
  const self = useChatState((s) => s.self)
  const [saved, setSaved] = useState(false)
  return (
    <section>
      <header>
        <h2>{t('settings.status')}</h2>
        <p>{t('settings.status.hint')}</p>
      </header>
      {/* Begins anew with what another tab, or this form itself, has set. */}
      <StatusForm key={[self.statusEmoji, self.statusText].join(' ')} onDone={() => setSaved(true)} />
      <p className="saved" role="status">
        {saved && t('app.saved')}
      </p>
    </section>
  )
}
