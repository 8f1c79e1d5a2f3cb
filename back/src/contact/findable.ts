import { sql } from '../infra/postgres.js'

/**
 * Whether `u` is found by a search of the viewer: as they chose, and by their whole username always, so that whoever
 * was told it can ask them.
 */
export const isFindable = (viewerId: string, q = '') => sql`(
  u.settings->>'findableBy' IS NULL OR u.id = ${viewerId}::uuid OR u.username = ${q.trim().toLowerCase()}
  OR (u.settings->>'findableBy' = 'contacts' AND EXISTS (
    SELECT 1 FROM contact c WHERE c.user_id = ${viewerId}::uuid AND c.other_id = u.id AND c.state = 'contact')))`
