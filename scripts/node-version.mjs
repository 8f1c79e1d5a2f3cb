// @ts-check
// Imported first by every entry script, before anything that an old Node might not understand runs.
const OLDEST = [20, 19]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`papo: needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}`)
  process.exit(1)
}
