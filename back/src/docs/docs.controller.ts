import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ERRORS } from '@papo/contract'
import { asyncApi } from '@papo/contract/asyncapi'
import { openApi } from '@papo/contract/openapi'
import type { Response } from 'express'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Public } from '../auth/current.user.js'
import { CONFIG, type Config } from '../config.js'
import { notFound } from '../errors.js'
import { type Documents, pageView } from './page.view.js'

const read = () => readFileSync(new URL('docs.css', import.meta.url), 'utf8')

/** What the API is, for people and for programs. It says nothing about anyone. */
@Public()
@Controller('docs')
export class DocsController {
  private made: { page: string; policy: string } | undefined

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  page(@Res() response: Response): void {
    this.requireOn()
    this.made ??= make()
    // Narrower than for other pages: it loads nothing, and its one style is known.
    response.set({ 'Content-Security-Policy': this.made.policy, 'Cache-Control': 'no-cache' })
    response.type('html').send(this.made.page)
  }

  @Get('openapi.json')
  calls(@Res() response: Response): void {
    this.requireOn()
    response.set('Cache-Control', 'no-cache').json(openApi())
  }

  @Get('asyncapi.json')
  socket(@Res() response: Response): void {
    this.requireOn()
    response.set('Cache-Control', 'no-cache').json(asyncApi())
  }

  private requireOn(): void {
    if (this.config.API_DOCS === 'off') throw notFound('page')
  }
}

function make(): { page: string; policy: string } {
  const css = read()
  const documents = { calls: openApi(), socket: asyncApi(), errors: ERRORS, css } as unknown as Documents
  const hash = createHash('sha256').update(css).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  return { page: pageView(documents), policy }
}
