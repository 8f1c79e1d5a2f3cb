#!/usr/bin/env node
// @ts-check
// Judges the migrations: none may break the version before it, which runs on beside it. docs/migrations.md has the rules.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './run.mjs'

/** Those up to here were made before there were rules, and before there was anything that they could break. */
const BASELINE = '20261121223000_own_data_and_audit'
const REASON_MIN = 20

/** @typedef {{ rule: string, when: RegExp, existing?: boolean, why: string }} Rule `existing`: not on a table of the same file */

const VOLATILE = 'gen_random_uuid|uuidv7|uuidv4|random|clock_timestamp|nextval|timeofday'
/** @type {Rule[]} patterns see one statement, without comments, texts and double spaces, in capitals */
const RULES = [
  {
    rule: 'drop',
    when: /\bDROP (TABLE|VIEW|MATERIALIZED VIEW|TYPE|FUNCTION|SCHEMA|EXTENSION|SEQUENCE|COLUMN|INDEX|CONSTRAINT|DEFAULT)\b|^TRUNCATE\b/,
    why: 'the version before may still use it (an index or constraint: by ON CONFLICT); drop it a version later',
  },
  {
    rule: 'rename',
    when: /^ALTER (?!INDEX).*\bRENAME\b/,
    why: 'the version before knows the old name alone',
  },
  {
    rule: 'not-null',
    when: /\bALTER COLUMN \S+ SET NOT NULL\b|\bADD COLUMN (?!.*\b(DEFAULT|GENERATED)\b).*\bNOT NULL\b/,
    existing: true,
    why: 'the version before writes rows without it; give a default, or leave it nullable',
  },
  {
    rule: 'type',
    when: /\bALTER COLUMN \S+ (SET DATA )?TYPE\b/,
    why: 'it rewrites the table while nobody can read it',
  },
  {
    rule: 'rewrite',
    when: new RegExp(
      `\\bADD COLUMN .*(\\bDEFAULT [^,]*\\b(${VOLATILE.toUpperCase()})\\(|\\bSTORED\\b|\\b(BIG|SMALL)?SERIAL\\b)|^(CLUSTER|VACUUM|REINDEX)\\b`,
    ),
    existing: true,
    why: 'each row gets a value of its own, so the table is rewritten while nobody can read it',
  },
  {
    rule: 'index',
    when: /^CREATE (UNIQUE )?INDEX (?!CONCURRENTLY\b)/,
    existing: true,
    why: 'nobody can write to the table while it is built; CREATE INDEX CONCURRENTLY, alone in its file',
  },
  {
    rule: 'unique',
    when: /^CREATE UNIQUE INDEX\b/,
    existing: true,
    why: 'the version before may write what it forbids',
  },
  {
    rule: 'constraint',
    when: /\bADD (CONSTRAINT|CHECK|FOREIGN KEY|UNIQUE|PRIMARY KEY|EXCLUDE)\b/,
    existing: true,
    why: 'the version before may write what it forbids, and all rows are checked under a lock',
  },
  {
    rule: 'backfill',
    when: /^(UPDATE|DELETE FROM|LOCK)\b|^INSERT INTO .*\bSELECT\b.*\bFROM\b|^MERGE\b/,
    existing: true,
    why: 'one transaction over many rows; a worker does it in batches',
  },
]
const ALONE = {
  rule: 'concurrently',
  why: 'CONCURRENTLY works outside of a transaction alone: one such statement, and nothing else in its file',
}

/**
 * @param {string} sql
 * @returns {string[]} statements in capitals, without what could deceive a pattern
 */
export function statementsOf(sql) {
  const bare = sql
    .replace(/--.*$/gm, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/'(?:[^']|'')*'/g, "''")
    .replaceAll('"', '')
  return bare
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim().toUpperCase())
    .filter(Boolean)
    .flatMap(actionsOf)
}

/** @param {string} statement @returns {string[]} what changes a table in several ways, as one statement for each */
function actionsOf(statement) {
  const table = /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?\S+ /.exec(statement)?.[0]
  if (!table) return [statement]
  const actions = statement.slice(table.length).split(/, (?=(?:ADD|ALTER|DROP|RENAME|SET|VALIDATE) )/)
  return actions.map((action) => table + action)
}

/** @param {string} statement @returns {string | undefined} the table that it is about */
const tableOf = (statement) =>
  /^(?:ALTER TABLE (?:IF EXISTS )?(?:ONLY )?|CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?|UPDATE (?:ONLY )?|DELETE FROM (?:ONLY )?|INSERT INTO |MERGE INTO |LOCK (?:TABLE )?|CREATE TABLE (?:IF NOT EXISTS )?)([\w.]+)/.exec(
    statement,
  )?.[1]

/** @param {string} sql @returns {Map<string, string>} rule → reason, of lines such as `-- allow drop: nothing reads it since 1.2` */
const allowancesOf = (sql) =>
  new Map(
    [...sql.matchAll(/^-- allow ([\w-]+): *(.*)$/gm)].map(([, rule = '', reason = '']) => [
      rule,
      reason.trim(),
    ]),
  )

/**
 * What is wrong with a migration.
 * @param {string} name
 * @param {string} sql
 * @returns {string[]}
 */
export function problemsOf(name, sql) {
  const statements = statementsOf(sql)
  const made = new Set(
    statements
      .filter((statement) => statement.startsWith('CREATE TABLE '))
      .map((statement) => tableOf(statement)),
  )
  /** @param {string} statement @param {Rule} rule */
  const breaks = (statement, { when, existing }) =>
    when.test(statement) && !(existing && made.has(tableOf(statement)))
  const found = statements.flatMap((statement) =>
    RULES.filter((rule) => breaks(statement, rule)).map(({ rule, why }) => ({ rule, why, statement })),
  )
  const concurrent = statements.find((statement) => /\bCONCURRENTLY\b/.test(statement))
  if (concurrent && statements.length > 1) found.push({ ...ALONE, statement: concurrent })
  const allowed = allowancesOf(sql)
  const short = [...allowed].filter(([, reason]) => reason.length < REASON_MIN)
  return [
    ...found
      .filter(({ rule }) => !allowed.has(rule))
      .map(({ rule, why, statement }) => `${name}: ${rule}: ${statement.slice(0, 100)}: ${why}`),
    ...short.map(([rule]) => `${name}: "allow ${rule}" says no reason`),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dir = join(ROOT, 'prisma', 'migrations')
  const names = readdirSync(dir).filter((name) => /^\d{14}_/.test(name) && name > BASELINE)
  const problems = names.flatMap((name) =>
    problemsOf(name, readFileSync(join(dir, name, 'migration.sql'), 'utf8')),
  )
  for (const problem of problems) console.log(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
