// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/**
 * The layers of the back, lowest first: a file imports its own layer and those below.
 * A file whose name bears no role stands as high as the highest that it imports.
 */
const LAYERS = ['config', 'infra', 'store · log · queue · broadcast · bucket', 'service', 'edge']
const ROLES = [
  /^(config|logger|errors)\.ts$|^generated\//,
  /^infra\//,
  /(\.(store|log|queue)|(^|\/)(broadcast|bucket|.*\.bucket))\.ts$/,
  /\.service\.ts$/,
  /(\.(controller|gateway|worker|module|guard|strategy)|^main|^worker)\.ts$/,
]

/**
 * @param {string} source the text of a module
 * @returns {string[]} what it imports by relative path
 */
const relativeImports = (source) =>
  [...source.matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+['"](\.[^'"]+)['"]/gm)].flatMap(
    ([, path]) => path ?? [],
  )

/** @param {string} from @param {string} specifier */
const target = (from, specifier) => resolve(dirname(from), specifier.replace(/\.js$/, '.ts'))

/**
 * @param {string} root back/src
 * @param {string} file
 * @param {Set<string>} [seen] guards against circles
 * @returns {number} its layer
 */
function layerOf(root, file, seen = new Set()) {
  const path = relative(root, file).split(sep).join('/')
  const own = ROLES.findIndex((role) => role.test(path))
  if (own >= 0) return own
  if (seen.has(file) || !existsSync(file)) return 0
  seen.add(file)
  const imports = relativeImports(readFileSync(file, 'utf8'))
  return Math.max(0, ...imports.map((specifier) => layerOf(root, target(file, specifier), seen)))
}

/** @typedef {import('eslint').Rule.Node & { value?: unknown }} Source */

/** @type {import('eslint').Rule.RuleModule} */
export const direction = {
  meta: { type: 'problem', schema: [], docs: { description: 'imports in the back point downwards' } },
  create(context) {
    const root = join(context.cwd, 'back', 'src')
    const path = relative(root, context.filename).split(sep).join('/')
    const own = ROLES.findIndex((role) => role.test(path))
    if (path.startsWith('..') || path.endsWith('.test.ts') || own < 0) return {}
    /** @param {{ source?: unknown }} node */
    const judge = (node) => {
      const source = /** @type {Source | null | undefined} */ (node.source)
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return
      const layer = layerOf(root, target(context.filename, source.value))
      if (layer <= own) return
      const message = `${source.value} is of the layer "${LAYERS[layer]}", above this file's "${LAYERS[own]}".`
      context.report({ node: source, message })
    }
    return { ImportDeclaration: judge, ExportNamedDeclaration: judge, ExportAllDeclaration: judge }
  },
}
