import { toResult } from '../../../shared/http/api-handler.ts';
import { openOperations } from '../../../shared/http/contract/open-operations.ts';

/** Shows that requests reach a function. It does not check the table. */
export const handler = () => Promise.resolve(toResult(openOperations.getHealth, { body: { status: 'ok' } }));
