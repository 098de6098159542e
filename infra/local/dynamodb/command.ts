import { createRequire } from 'node:module';

/** The database's executable: the one that npm installed for this platform, or the one on the PATH. */
export function databaseCommand(): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    return 'dynoxide';
  }
}
