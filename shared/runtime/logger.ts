import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from './log.ts';

/** A log of JSON lines on standard output. Fields named `error` carry the error's name, message and stack. */
export function createLog(serviceName: string): Log {
  const logger = new Logger({ serviceName });
  return {
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, fields = {}) => logger.error(message, { ...fields }),
  };
}
