import 'reflect-metadata'
import type { Type } from '@nestjs/common'
import { fileURLToPath } from 'node:url'

export type Route = { method: string; path: string }

// As Nest numbers them (RequestMethod).
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']
const BUILT = fileURLToPath(new URL('../../dist/app.module.js', import.meta.url))

type Built = { AppModule: { with: (config: object, logger: object) => { controllers: Type[] } } }

/** Every route of an instance, as its controllers declare them: what is added to the code is in here. */
export async function routesOf(): Promise<Route[]> {
  const { AppModule } = (await import(BUILT)) as Built
  const { controllers } = AppModule.with({}, {})
  return controllers.flatMap((controller) => {
    const prefix = pathsOf(controller)
    const declared = Object.values(Object.getOwnPropertyDescriptors(controller.prototype as object))
    return declared.flatMap(({ value: handler }: { value?: unknown }) => {
      if (typeof handler !== 'function' || !Reflect.hasMetadata('method', handler)) return []
      const method = METHODS[Reflect.getMetadata('method', handler) as number] ?? ''
      return prefix.flatMap((base) =>
        pathsOf(handler).map((path) => ({ method, path: [base, path].filter(Boolean).join('/') })),
      )
    })
  })
}

function pathsOf(declared: object): string[] {
  const path = Reflect.getMetadata('path', declared) as string | string[] | undefined
  return [path ?? ''].flat().map((one) => one.replace(/^\/|\/$/g, ''))
}
