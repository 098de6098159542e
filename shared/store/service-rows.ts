import * as z from 'zod';
import { ServiceId } from '../domain/identifiers.ts';
import { Service } from '../domain/service.ts';
import { ownTechnicalContactAttribute, serviceKey } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Item, ReadOptions, Table } from './table.ts';

export const parseService = rowParser(Service, { [ownTechnicalContactAttribute]: 'ownTechnicalContact' });

/** What a service leaves in its row when it leaves its group: the revision that it must exceed to rejoin (R10). */
export const Tombstone = z.object({ serviceId: ServiceId, lastRevision: z.int().nonnegative() });
export type Tombstone = z.infer<typeof Tombstone>;
export const parseTombstone = rowParser(Tombstone);

/** The form before tombstones. */
export const parseLastRevision = rowParser(z.object({ revision: z.int().nonnegative() }));

/** A tombstone names no group. */
export const isTombstone = (item: Item): boolean => item['groupId'] === undefined;

export const serviceIn = (item: Item | undefined): Service | undefined =>
  item === undefined || isTombstone(item) ? undefined : parseService(item);

export interface ServiceReader {
  find(serviceId: ServiceId): Promise<Service | undefined>;
  findMany(serviceIds: readonly ServiceId[], options?: ReadOptions): Promise<Map<ServiceId, Service>>;
}

/** For functions that write no services: the whole store would make their bundles larger. */
export const serviceReader = (table: Table): ServiceReader => ({
  async find(serviceId) {
    return serviceIn(await table.get(serviceKey(serviceId)));
  },

  async findMany(serviceIds, options) {
    const items = await table.getMany(serviceIds.map(serviceKey), options);
    return byServiceId(items.flatMap((item) => serviceIn(item) ?? []));
  },
});

export const byServiceId = <Row extends { readonly serviceId: ServiceId }>(
  rows: readonly Row[],
): Map<ServiceId, Row> => new Map(rows.map((row) => [row.serviceId, row]));

export const toStoredService = ({ ownTechnicalContact, ...service }: Service) => ({
  ...service,
  [ownTechnicalContactAttribute]: ownTechnicalContact,
});
