/** A `Table`, made by emoji.plugin.mjs. */
declare module 'virtual:emoji/*' {
  export const table: unknown
}
