export function migrateDeploy(
  connectionString: string,
  dir: string,
  options?: { log?: (line: string) => void; only?: Set<string> },
): Promise<string[]>
