import { Logger } from '@aws-lambda-powertools/logger';
import { logFields, type LogFields } from './log-fields.ts';
import type { Log } from './log.ts';

/** No line is meant to hold such a thing; should an error of a library bring one along, it goes no further. */
const secretName = /authorization|token|secret|password|signature|cookie|consentcode/i;

const withContext = (fields: LogFields = {}) => ({ ...logFields(), ...fields });

/**
 * A log of JSON lines on standard output. Fields named `error` carry the error's name, message and stack; every line
 * carries the fields of what is under way (`withLogFields`), unless it says otherwise itself.
 */
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
