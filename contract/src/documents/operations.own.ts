import type { Operations } from './operation.js'

export const OWN_DATA = {
  'GET users/me/exports': {
    id: 'listExports',
    says: 'One’s own data, made ready to take along',
    answer: 'exports',
  },
  'POST users/me/exports': {
    id: 'requestExport',
    says: 'Ask for one’s own data',
    more: 'A worker makes it; it can be fetched for seven days. Once a day.',
    status: 202,
    answer: 'dataExport',
  },
  'GET users/me/exports/:id/parts/:number': {
    id: 'getExportPart',
    says: 'A part of one’s own data',
    answer: 'redirect',
  },
  'POST users/me/deletion': {
    id: 'deleteMe',
    says: 'Delete one’s account',
    more: 'At once and for good: every session ends, the name goes. What one said stays, or is erased by and by. The only owner of the installation cannot.',
    body: 'deleteMe',
    answer: 'done',
  },
} satisfies Operations
