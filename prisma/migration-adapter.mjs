// The connection that Prisma's migrations use where the engine is the WebAssembly build (see schema-engine.mjs).
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { PrismaPg } from '@prisma/adapter-pg'

// @prisma/adapter-pg is written for the client; three things differ for migrations:
// it has no mapping for the catalog type "char" (oid 18), it splits scripts at every ';' (which breaks
// dollar-quoted functions), and it drops the shadow database while still connected to it.
const CHAR = 18
const BPCHAR = 1042
function patch(queryable) {
  const { performIO, queryRaw } = queryable
  queryable.queryRaw = async (query) => {
    const chars = []
    const mapped = async (q) => {
      const result = await performIO.call(queryable, q)
      result.fields.forEach(
        (field, i) => field.dataTypeID === CHAR && (chars.push(i), (field.dataTypeID = BPCHAR)),
      )
      return result
    }
    const set = await queryRaw.call(Object.create(queryable, { performIO: { value: mapped } }), query)
    for (const i of chars) set.columnTypes[i] = ColumnTypeEnum.Character
    return set
  }
  queryable.executeScript = async (script) => {
    try {
      await queryable.client.query(script)
    } catch (e) {
      queryable.onError(e)
    }
  }
  const startTransaction = queryable.startTransaction?.bind(queryable)
  if (startTransaction) queryable.startTransaction = async (level) => patch(await startTransaction(level))
  return queryable
}
export class MigrationPg extends PrismaPg {
  constructor(pool, options) {
    super(pool, options)
    this.connectionString = pool.connectionString
  }
  async connect() {
    return patch(await super.connect())
  }
  async connectToShadowDb() {
    const main = await this.connect()
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
    await main.executeScript(`CREATE DATABASE "${name}"`)
    const target = new URL(this.connectionString)
    target.pathname = `/${name}`
    const shadow = await new MigrationPg({ connectionString: target.href, max: 1 }).connect()
    const release = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await release()
      await main.executeScript(`DROP DATABASE IF EXISTS "${name}"`)
      await main.dispose()
    }
    return shadow
  }
}
