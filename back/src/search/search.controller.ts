import { Controller, Get } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ValidQuery } from '../http/valid.js'
import { SearchService } from './search.service.js'

@Controller('search')
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Get()
  find(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.search) request: Request<'search'>,
  ): Promise<Response<'search'>> {
    return this.searches.page(userId, request)
  }
}
