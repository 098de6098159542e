import { createRequire } from 'node:module';

/** The database's program: the one that npm installed for this platform, else what is on the PATH. */
export function databaseCommand(): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    return 'dynoxide';
  }
}
