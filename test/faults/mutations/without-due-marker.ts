import type * as z from 'zod';
import type { Table } from '../../../shared/store/table.ts';
import { isPut, withWrites } from './broken-tables.ts';

/** A table that loses when such a record is due. */
export const withoutDueMarker = <Schema extends z.ZodType>(
  table: Table,
  schema: Schema,
  isSuch: (record: z.infer<Schema>) => boolean,
): Table =>
  withWrites(table, (write) => {
    const record = isPut(write) ? schema.safeParse(write.put) : undefined;
    if (!isPut(write) || record?.success !== true || !isSuch(record.data)) return write;
    const { duePartition: _partition, dueAt: _dueAt, ...put } = write.put;
    return { ...write, put };
  });
