import type * as z from 'zod';
import { createLog } from '../runtime/logger.ts';
import { CallerSettings, TableSettings } from '../runtime/settings.ts';
import { dynamoDbTable } from '../store/dynamodb-table.ts';
import type { Table } from '../store/table.ts';
import type { HttpSettings } from './api-handler.ts';

/** What every operation behind a token is given. */
export const ApiSettings = TableSettings.extend(CallerSettings.shape);

/** The effects that every operation behind a token uses. */
export function composeApi(
  operationId: string,
  settings: z.infer<typeof ApiSettings>,
): { table: Table; http: HttpSettings } {
  return {
    table: dynamoDbTable(settings.TABLE_NAME),
    http: { nicClaim: settings.NIC_CLAIM, log: createLog(operationId) },
  };
}
