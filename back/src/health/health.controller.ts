import { Controller, Get, HttpStatus, Res } from '@nestjs/common'
import type { Response } from 'express'
import { Public } from '../auth/current.user.js'
import { Readiness } from './readiness.js'

type Health = { status: 'ok' | 'unavailable'; problems?: string[] }

/** For load balancers and orchestrators; says nothing about anyone. */
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live(): Health {
    return { status: 'ok' }
  }

  @Get(['', 'ready'])
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const problems = await this.readiness.problems()
    if (problems.length === 0) return { status: 'ok' }
    response.status(HttpStatus.SERVICE_UNAVAILABLE)
    return { status: 'unavailable', problems }
  }
}
