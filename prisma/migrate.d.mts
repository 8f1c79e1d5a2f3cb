export function migrateDeploy(
  connectionString: string,
  dir: string,
  log?: (line: string) => void,
): Promise<string[]>
