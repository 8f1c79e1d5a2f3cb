import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { InstallationSettings, Request, Response } from '@papo/contract'
import { JournalStore } from '../journal/journal.store.js'
import { CurrentLimits } from '../limit/current.limits.js'
import { LOGGER, type Logger } from '../logger.js'
import { ControlLog } from '../realtime/control.log.js'
import { type Chosen, SettingStore } from './setting.store.js'

// For a process that died between the change and its announcement.
const READ_EVERY_MS = 30_000

/** What administrators chose for the whole installation. Every instance follows within a second. */
@Injectable()
export class InstallationService implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined
  private reading: Promise<void> = Promise.resolve()

  constructor(
    private readonly settings: SettingStore,
    private readonly limits: CurrentLimits,
    private readonly control: ControlLog,
    private readonly journal: JournalStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.control.on(({ type }) => type === 'installation.changed' && this.follow())
    this.control.onGap(() => this.follow())
    this.timer = setInterval(() => this.follow(), READ_EVERY_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  /** From here on this instance goes by what was chosen. */
  async load(): Promise<void> {
    this.limits.choose((await this.settings.read()).limits)
  }

  async get(): Promise<Response<'installation'>> {
    return this.view(await this.settings.read())
  }

  async update(userId: string, change: Request<'updateInstallation'>): Promise<Response<'installation'>> {
    const chosen = await this.settings.change((before) => merge(before, change))
    await this.journal.write({ action: 'settings.changed', actorId: userId, detail: flat(change) })
    this.logger.info({ userId, ...change }, 'settings of the installation changed')
    await this.load()
    await this.announce()
    return this.view(chosen)
  }

  /** The change is made by now; whoever is not told reads it within half a minute. */
  private async announce(): Promise<void> {
    try {
      await this.control.say({ type: 'installation.changed' })
    } catch (error) {
      this.logger.warn({ err: error }, 'could not announce settings')
    }
  }

  /** One after another, so that an older answer never replaces a newer one. */
  private follow(): void {
    this.reading = this.reading
      .then(() => this.load())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'settings not read'))
  }

  private view({
    registration = 'open',
    previews = true,
    retention,
    limits,
  }: Chosen): Response<'installation'> {
    const { defaults } = this.limits
    const settings: InstallationSettings = {
      ...{ registration, previews, retention },
      limits: { ...defaults, ...limits },
    }
    const standard = {
      registration: 'open',
      previews: true,
      retention: { defaultDays: 0, maxDays: 0 },
    } as const
    return { settings, defaults: { ...standard, limits: defaults } }
  }
}

function merge(
  before: Chosen,
  { registration, previews, retention = {}, limits = {} }: Request<'updateInstallation'>,
): Chosen {
  const all = Object.entries({ ...before.limits, ...limits })
  return {
    ...before,
    ...(registration && { registration }),
    ...(previews !== undefined && { previews }),
    retention: {
      defaultDays: retention.defaultDays ?? before.retention.defaultDays,
      maxDays: retention.maxDays ?? before.retention.maxDays,
    },
    limits: Object.fromEntries(all.filter(([, limit]) => typeof limit === 'number')),
  }
}

/** One level of what changed. */
function flat({ limits = {}, retention = {}, ...rest }: Request<'updateInstallation'>) {
  const all = Object.entries({ ...rest, ...limits, ...retention })
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
