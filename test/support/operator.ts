import { serviceEvent } from '../../shared/domain/events-of-services.ts';
import type { ServiceEvent } from '../../shared/domain/event.ts';
import { Nic } from '../../shared/domain/identifiers.ts';
import type { Service } from '../../shared/domain/service.ts';

/** The operator of tests. */
export const operatorNic = Nic.parse('op1-ovh');

/** The event of a service that leaves its group. */
export const leaving = (service: Service, revision: number, now: Date): ServiceEvent =>
  serviceEvent(
    { type: 'service.left', groupId: service.groupId, services: [service], revision, actor: operatorNic },
    now,
  );
