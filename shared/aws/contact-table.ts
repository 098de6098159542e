import { systemClock } from '../runtime/clock.ts';
import type { TableSettings } from '../runtime/settings.ts';
import { withRetention } from '../store/retention.ts';
import type { Table } from '../store/table.ts';
import { dynamoDbTable } from './dynamodb-table.ts';
import type * as z from 'zod';

/** The table of a function, with the retention of its environment. */
export const contactTable = ({ TABLE_NAME, RETENTION_DAYS }: z.infer<typeof TableSettings>): Table =>
  withRetention(dynamoDbTable(TABLE_NAME), RETENTION_DAYS, systemClock);
