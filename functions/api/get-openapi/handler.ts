import { readFileSync } from 'node:fs';
import { openOperations } from '../../../shared/http/contract/open-operations.ts';
import { toResult } from '../../../shared/http/api-handler.ts';

/** The document is generated from the contract at build time, and is deployed beside the bundle. */
const document = openOperations.getOpenapi.answer.parse(
  JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')),
);

export const handler = () => Promise.resolve(toResult(openOperations.getOpenapi, { body: document }));
