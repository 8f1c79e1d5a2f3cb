import { Body, Param, Query, type PipeTransform } from '@nestjs/common'
import { id } from '@papo/contract'
import { z } from 'zod'
import { parseOrThrow } from '../errors.js'

/**
 * Nest's own schema pipe strips a key named `__proto__` where we refuse it, so schemas are applied here.
 * An absent body counts as `{}`.
 */
class SchemaPipe<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.output<S> {
    return parseOrThrow(this.schema, value ?? {})
  }
}

class IdPipe implements PipeTransform<unknown, string> {
  private readonly schema: z.ZodType<Record<string, string>>

  constructor(private readonly name: string) {
    this.schema = z.strictObject({ [name]: id })
  }

  transform(value: unknown): string {
    return parseOrThrow(this.schema, { [this.name]: value })[this.name] ?? ''
  }
}

/** The body, parsed by a schema of the contract. Errors name the field. */
export const ValidBody = (schema: z.ZodType) => Body(new SchemaPipe(schema))
/** The query, parsed by a schema of the contract. */
export const ValidQuery = (schema: z.ZodType) => Query(new SchemaPipe(schema))
/** A UUID in the path: `@IdParam('id') roomId: string`. */
export const IdParam = (name: string) => Param(name, new IdPipe(name))
