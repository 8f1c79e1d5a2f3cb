interface ImportMetaEnv {
  /** Where the API and the socket are, if not where the page comes from. */
  readonly VITE_API_BASE_URL?: string
}
