import { Logger } from '@aws-lambda-powertools/logger';
import { logFields, type LogFields } from './log-fields.ts';
import type { Log } from './log.ts';

/** An error of a library might hold secrets. */
const secretName = /authorization|token|secret|password|signature|cookie|consentcode/i;

const withContext = (fields: LogFields = {}) => ({ ...logFields(), ...fields });

/** A log of JSON lines on standard output, each with the fields of `withLogFields`. Its own fields take precedence. */
export function createLog(serviceName: string): Log {
  const logger = new Logger({
    serviceName,
    jsonReplacerFn: (name: string, value: unknown) => (secretName.test(name) ? '[redacted]' : value),
  });
  return {
    info: (message, fields) => logger.info(message, withContext(fields)),
    warn: (message, fields) => logger.warn(message, withContext(fields)),
    error: (message, fields) => logger.error(message, withContext(fields)),
  };
}
