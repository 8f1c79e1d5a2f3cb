import './bots.css'
import type { Bot } from '@papo/contract'
import { useMemo, useState } from 'react'
import * as texts from '../i18n/bots'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Blank, ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import { BotForm } from './bot.form'
import { botsApi, botTokens } from './bots.api'
import { TokenList } from './token.list'

addTexts(texts)

/** Accounts of programs, a part of the administration. */
export function BotAdmin() {
  const t = useText()
  const { value, reload } = useLoaded(botsApi.list)
  return (
    <section className="bots limits">
      <p className="bots-note">{t('bots.hint')}</p>
      <BotForm onMade={() => void reload()} />
      {value === 'loading' && <ListBones count={3} />}
      {value === 'failed' && <Blank text={t('bots.failed')} role="alert" />}
      {typeof value === 'object' && value.items.length === 0 && <p className="bots-note">{t('bots.none')}</p>}
      {typeof value === 'object' && (
        <ul aria-label={t('bots.title')}>
          {value.items.map((bot) => (
            <Item key={bot.id} bot={bot} onChanged={() => void reload()} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Item({ bot, onChanged }: { bot: Bot; onChanged: () => void }) {
  const t = useText()
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const api = useMemo(() => botTokens(bot.id), [bot.id])
  const { lastUsedAt, bannedAt } = bot
  const facts = [
    `@${bot.username}`,
    t('bots.tokens', { count: bot.tokens }),
    lastUsedAt ? t('tokens.used', { when: formatTime(lastUsedAt, 'short', language) }) : t('tokens.unused'),
    ...(bannedAt ? [t('bots.banned')] : []),
  ]
  const close = () => {
    setOpen(false)
    onChanged()
  }
  return (
    <li className="bots-item">
      <Avatar user={bot} size="small" />
      <span className="result-text">
        <strong dir="auto">{bot.displayName}</strong>
        <span>{facts.join(' · ')}</span>
      </span>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-size="small"
        aria-label={t('bots.tokens.of', { name: bot.displayName })}
        onClick={() => setOpen(true)}
      >
        {t('bots.manage')}
      </button>
      {open && (
        <Dialog title={t('bots.tokens.of', { name: bot.displayName })} onClose={close}>
          <div className="bots">
            <p className="bots-note">{t('tokens.hint.bot')}</p>
            <TokenList api={api} />
          </div>
        </Dialog>
      )}
    </li>
  )
}
