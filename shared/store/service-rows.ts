import * as z from 'zod';
import { ServiceId } from '../domain/identifiers.ts';
import { Service } from '../domain/service.ts';
import { ownTechnicalContactAttribute } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Item } from './table.ts';

/** A service's own row. */
export const parseService = rowParser(Service, { [ownTechnicalContactAttribute]: 'ownTechnicalContact' });

/** What a service that left its group leaves in its row: the revision that it joins strictly above (R10). */
export const Tombstone = z.object({ serviceId: ServiceId, lastRevision: z.int().nonnegative() });
export type Tombstone = z.infer<typeof Tombstone>;
export const parseTombstone = rowParser(Tombstone);

/** The row of a deleted service as it was written before there were tombstones. */
export const parseLastRevision = rowParser(z.object({ revision: z.int().nonnegative() }));

/** Whether the row is a tombstone: it names no group. */
export const isTombstone = (item: Item): boolean => item['groupId'] === undefined;

/** The service in the row, if it is a member of a group. */
export const serviceIn = (item: Item | undefined): Service | undefined =>
  item === undefined || isTombstone(item) ? undefined : parseService(item);

/** A service as its row holds it. */
export const toStoredService = ({ ownTechnicalContact, ...service }: Service) => ({
  ...service,
  [ownTechnicalContactAttribute]: ownTechnicalContact,
});
