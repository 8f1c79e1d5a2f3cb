import { Inject, Injectable } from '@nestjs/common'
import { type Bot, LIMITS, type Request, type Response } from '@papo/contract'
import { AccountStore } from '../auth/account.store.js'
import { BotAccounts } from '../auth/bot.accounts.js'
import { ChatError, notFound } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { ApiTokenService } from '../token/api.token.service.js'
import { toUser } from '../user/user.view.js'
import { type BotRow, BotStore } from './bot.store.js'

/** Accounts of programs, which administrators make and give tokens. */
@Injectable()
export class BotService {
  constructor(
    private readonly store: BotStore,
    private readonly accounts: AccountStore,
    private readonly fresh: BotAccounts,
    private readonly tokens: ApiTokenService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(): Promise<Response<'bots'>> {
    return { items: (await this.store.list()).map(toBot) }
  }

  /** @throws ChatError `conflict` naming `username` */
  async create(actorId: string, { username, displayName = username }: Request<'createBot'>): Promise<Bot> {
    if ((await this.store.list()).length >= LIMITS.botsMax)
      throw new ChatError('conflict', `No more than ${LIMITS.botsMax} bots.`)
    const fresh = await this.fresh.bot({ username, displayName })
    const made = await this.accounts.transaction((tx) => this.accounts.create(tx, fresh))
    if (typeof made === 'string') {
      const issues = [{ path: 'username', message: 'is taken' }]
      throw new ChatError('conflict', 'This username is taken.', { issues })
    }
    this.logger.info({ actorId, userId: made.id }, 'bot made by an administrator')
    return toBot({ ...made, createdAt: new Date(), tokens: 0, lastUsedAt: null })
  }

  async tokensOf(botId: string): Promise<Response<'apiTokens'>> {
    await this.require(botId)
    return this.tokens.list(botId)
  }

  async makeToken(
    actorId: string,
    botId: string,
    wish: Request<'createToken'>,
  ): Promise<Response<'madeToken'>> {
    await this.require(botId)
    const made = await this.tokens.make(actorId, botId, wish)
    this.logger.info({ actorId, userId: botId, tokenId: made.token.id }, 'token made for a bot')
    return made
  }

  async revokeToken(actorId: string, botId: string, tokenId: string): Promise<void> {
    await this.require(botId)
    await this.tokens.revoke(botId, tokenId)
    this.logger.info({ actorId, userId: botId, tokenId }, 'token of a bot revoked')
  }

  private async require(botId: string): Promise<void> {
    if (!(await this.store.isBot(botId))) throw notFound('bot')
  }
}

const toBot = (row: BotRow): Bot => ({
  ...toUser(row),
  createdAt: row.createdAt.toISOString(),
  ...(row.bannedAt ? { bannedAt: row.bannedAt.toISOString() } : {}),
  tokens: row.tokens,
  ...(row.lastUsedAt ? { lastUsedAt: row.lastUsedAt.toISOString() } : {}),
})
