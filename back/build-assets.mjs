import { cpSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

// Lua scripts and stylesheets lie beside the modules that load them; tsc leaves them behind.
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const wanted = (source) => statSync(source).isDirectory() || ['.lua', '.css'].includes(extname(source))
cpSync(here('src'), here('dist'), { recursive: true, filter: wanted })
