import { GroupId, ServiceId } from '../../../shared/domain/identifiers.ts';
import type { ServiceKind } from '../../../shared/domain/service.ts';

export interface SampleService {
  readonly groupId: GroupId;
  readonly serviceId: ServiceId;
  readonly kind: ServiceKind;
}

/** How many services each sample group has, and the id of its first; the others follow it. */
const blocks = [
  { groupId: 'hq10001-ovh-1', firstId: 41225182320, lines: 70, numbers: 15 },
  { groupId: 'rg10004-ovh-1', firstId: 41225181470, lines: 306, numbers: 94 },
  { groupId: 'sv10005-ovh-1', firstId: 33972109151, lines: 1573, numbers: 427 },
  { groupId: 'ho10008-ovh-1', firstId: 33176548297, lines: 11, numbers: 1 },
  { groupId: 'ho10008-ovh-2', firstId: 33176543619, lines: 2, numbers: 1 },
];

/** The 2,500 services of the sample, the same ones every time. */
export const sampleServices: readonly SampleService[] = blocks.flatMap(
  ({ groupId, firstId, lines, numbers }) =>
    Array.from({ length: lines + numbers }, (_, index) => ({
      groupId: GroupId.parse(groupId),
      serviceId: ServiceId.parse(`00${firstId + index}`),
      kind: index < lines ? ('line' as const) : ('number' as const),
    })),
);
