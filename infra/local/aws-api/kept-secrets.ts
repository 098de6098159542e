import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const secretsFile = z.record(z.string(), z.string());

/** A data directory keeps its secrets, because its data depends on them. Otherwise every start makes new ones. */
export function keepSecrets(
  fresh: ReadonlyMap<string, string>,
  directory: string | undefined,
): Map<string, string> {
  if (directory === undefined || fresh.size === 0) return new Map(fresh);
  const path = join(directory, 'secrets.json');
  const secrets = { ...Object.fromEntries(fresh), ...read(path) };
  writeFileSync(path, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  return new Map(Object.entries(secrets));
}

function read(path: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {};
  }
  return secretsFile.parse(JSON.parse(text));
}
