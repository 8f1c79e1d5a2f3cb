export { flatten } from '@papo/contract/flat'
