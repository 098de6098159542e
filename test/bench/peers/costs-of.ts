import { total } from '../../../infra/local/lib/meter.ts';
import { queueFedInvocations } from '../lab/counts.ts';
import type { Lab } from '../lab/lab.ts';
import { dollarsPerMillionMembers, type PriceTable } from '../prices/prices.ts';
import type { Contender } from './contenders.ts';
import type { Raced } from './race.ts';

const gigabytes = 0.5;

/** What a race came to, member by member. */
export function costsOf(lab: Lab, table: PriceTable, contender: Contender, raced: Raced, members: number) {
  const { seconds, figures } = raced;
  const usage = {
    writeUnit: total(figures.writeUnits),
    readUnit: total(figures.readUnits),
    queueRequest: total(figures.queueRequests),
    fairQueueRequest: contender.isFair ? total(figures.queueRequests) : 0,
    invocation: queueFedInvocations(lab.model, figures),
    // As if every concurrent instance had been billed from the start to the last write.
    gigabyteSecond: seconds * contender.instances * gigabytes,
  };
  const per = (metric: string, unit: string, count: number) => ({ metric, unit, value: count / members });
  return [
    { metric: 'members/s', unit: 'members/s', value: members / seconds },
    per('write units', 'units per member', usage.writeUnit),
    per('read units', 'units per member', usage.readUnit),
    per('DB requests', 'requests per member', total(figures.databaseRequests)),
    per('SQS requests', 'requests per member', usage.queueRequest),
    per('invocations', 'invocations per member', usage.invocation),
    {
      metric: '$ per million',
      unit: 'USD per million members',
      value: dollarsPerMillionMembers(table, usage, members),
    },
  ];
}
