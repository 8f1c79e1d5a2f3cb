import { useState } from 'react'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'

type Props = { name: string; text: string; onDelete: () => Promise<unknown> }

export function DeleteButton({ name, text, onDelete }: Props) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-size="small"
        data-danger
        aria-label={t('hooks.delete.named', { name })}
        onClick={() => setAsking(true)}
      >
        {t('hooks.delete')}
      </button>
      {asking && (
        <Confirm
          title={t('hooks.delete.ask', { name })}
          text={text}
          action={t('hooks.delete')}
          onConfirm={onDelete}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
