import { Controller, Get, HttpStatus, Res } from '@nestjs/common'
import type { Response } from '@papo/contract'
import type { Response as HttpResponse } from 'express'
import { Public } from '../auth/current.user.js'
import { Readiness } from './readiness.js'

/** For load balancers and orchestrators; says nothing about anyone. */
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live(): Response<'health'> {
    return { status: 'ok' }
  }

  @Get(['', 'ready'])
  async ready(@Res({ passthrough: true }) response: HttpResponse): Promise<Response<'health'>> {
    const problems = await this.readiness.problems()
    if (problems.length === 0) return { status: 'ok' }
    response.status(HttpStatus.SERVICE_UNAVAILABLE)
    return { status: 'unavailable', problems }
  }
}
