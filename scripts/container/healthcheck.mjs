// @ts-check
// The image has no curl. A worker answers on HEALTH_PORT, an instance on PORT.
const port = process.env['HEALTH_PORT'] || process.env['PORT'] || '3000'
const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined)
process.exitCode = answer?.ok ? 0 : 1
