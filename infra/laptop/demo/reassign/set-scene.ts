import { operations } from '../../../../shared/http/contract/operations.ts';
import { mapConcurrently } from '../../../../shared/runtime/chunks.ts';
import { loadServices } from '../../sample/load.ts';
import { ProgressBar } from '../progress-bar.ts';
import type { Stage } from '../shown.ts';
import { groups, headOffice, leaving, region, servicesAlone, successor } from './scene.ts';

const width = 4;

/** Creates the groups of the demo through the operator's routes, and open requests that block some of them. */
export async function setScene({ operator, callerOf }: Stage): Promise<void> {
  const account = { voipValidated: true, balanceCents: 0, status: 'open' } as const;
  await mapConcurrently([headOffice, leaving, successor, region], width, (nic) => {
    const inDebt = { balanceCents: -1_999, email: `${nic}@example.com`, language: 'en' } as const;
    const body = nic === successor ? { ...account, ...inDebt } : account;
    return operator.call(operations.putAccount, { params: { nic }, body });
  });
  const bar = new ProgressBar('Making groups', groups.length);
  let made = 0;
  await mapConcurrently(groups, width, async ({ groupId, contacts }) => {
    const body = { description: 'Made for the demo', contacts };
    await operator.call(operations.putGroup, { params: { groupId }, body });
    bar.show((made += 1));
  });
  bar.end(made);
  await loadServices(
    operator,
    groups.flatMap(({ groupId, services }) =>
      services.map((serviceId) => ({ groupId, serviceId, kind: 'line' as const })),
    ),
  );
  const owner = callerOf(headOffice);
  const pending = groups.filter(({ expected }) => expected === 'change-pending');
  await mapConcurrently(pending, width, ({ groupId }) => {
    const body = { contacts: { technical: region }, reason: 'Another department was to take over here' };
    return owner.call(operations.requestGroupChange, { params: { groupId }, body });
  });
  const technician = callerOf(leaving);
  await mapConcurrently(servicesAlone, width, async (serviceId) => {
    const body = { contacts: { technical: leaving } };
    const call = { params: { serviceId }, body };
    const { changeId } = await owner.call(operations.requestServiceChange, call);
    await technician.call(operations.acceptContactChange, { params: { changeId } });
  });
}
