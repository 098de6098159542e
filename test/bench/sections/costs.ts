import { difference, type Figures, total } from '../../../infra/local/lib/meter.ts';
import { newContacts } from '../../../shared/domain/contact-change.ts';
import { roles as allRoles, type Role } from '../../../shared/domain/roles.ts';
import { Callers } from '../lab/callers.ts';
import { change, completed, secondsOf } from '../lab/changes.ts';
import { makeGroup, sharedGroup, type BenchGroup } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import { queueFedInvocations, writeRequests } from '../lab/counts.ts';
import { Observations } from '../measurement.ts';
import { figure, pivot } from '../report/table.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import { eventsOfChange, type EventUsage } from './events-of-change.ts';
import { roundTripsOfRequests } from './round-trips.ts';
import type { Section } from './section.ts';

const oneRole: readonly Role[] = ['technical'];

/** The cost of a change per member, from the request to the last read back. */
export const costs: Section = {
  title: 'Costs of a change, counted on the wire and from consumed capacity',

  async measure(lab, { runs, sizes }) {
    const observations = new Observations('costs');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      // Not counted: what every function reads once, at its start.
      await countOne(lab, stack, callers, await makeGroup(callers, 50), oneRole);
      for (const members of sizes) {
        const group = await sharedGroup(lab, callers, members);
        for (let run = 0; run < runs; run++) {
          for (const roles of [oneRole, allRoles]) {
            const counted = await countOne(lab, stack, callers, group, roles);
            for (const { metric, unit, value } of perMember(lab, counted, members)) {
              observations.add(metric, unit, { roles: roles.length, members }, value);
            }
          }
          const used = await eventsOfChange(lab, stack, callers, group);
          for (const { metric, unit, value } of ofEvents(used))
            observations.add(metric, unit, { 'events of': members }, value);
        }
      }
    } finally {
      await stack.stop();
    }
    return [...observations.medians(), ...(await roundTripsOfRequests(lab))];
  },

  describe(measurements) {
    const perMemberCosts = measurements.filter(({ of }) => of['members'] !== undefined);
    const events = measurements.filter(({ of }) => of['events of'] !== undefined);
    const requests = measurements.filter(({ of }) => of['on'] !== undefined);
    return [
      pivot(perMemberCosts, {
        title: 'per change',
        row: ({ metric }) => metric,
        column: ({ of }) =>
          `${figure(Number(of['members']))} × ${of['roles']} role${of['roles'] === 1 ? '' : 's'}`,
      }),
      pivot(events, {
        title: 'events of a change of one role',
        row: ({ metric }) => metric,
        column: ({ of }) => `${figure(Number(of['events of']))} members`,
      }),
      pivot(requests, {
        title: 'per request',
        row: ({ metric, of }) => `${metric}, on ${of['on']}`,
        column: () => 'median',
      }),
      `The local poller nearly always receives ten messages at once. SQS often returns fewer from a short queue, so
queue requests and invocations are lower bounds: with n messages per receive, they are 0.1 + 2/n and 1/n per member.`,
    ].join('\n\n');
  },
};

interface Counted {
  readonly figures: Figures;
  readonly seconds: number;
}

async function countOne(
  lab: Lab,
  stack: LabStack,
  callers: Callers,
  { groupId, members }: BenchGroup,
  roles: readonly Role[],
): Promise<Counted> {
  const group = await lab.rows.group(groupId);
  const before = stack.meter.snapshot();
  const done = await completed(lab.rows, await change(callers, group, roles));
  const figures = difference(before, stack.meter.snapshot());
  const expected = { contacts: newContacts(done), revision: done.revision ?? 0 };
  const missed = await lab.rows.notYet(members, expected);
  if (missed.length > 0) throw new Error(`The change ended with ${missed.length} members without it.`);
  return { figures, seconds: secondsOf(done) };
}

/** What a member of a change of one role takes, for a bill. */
export async function usagePerMember(lab: Lab, stack: LabStack, callers: Callers, group: BenchGroup) {
  const { figures } = await countOne(lab, stack, callers, group, oneRole);
  const per = (count: number): number => count / group.members.length;
  return {
    writeUnit: per(total(figures.writeUnits)),
    readUnit: per(total(figures.readUnits)),
    queueRequest: per(total(figures.queueRequests)),
    invocation: per(queueFedInvocations(lab.model, figures)),
  };
}

function perMember(lab: Lab, { figures, seconds }: Counted, members: number) {
  const per = (metric: string, unit: string, count: number) => ({
    metric: `${metric} per member`,
    unit,
    value: count / members,
  });
  return [
    per('write units', 'units', total(figures.writeUnits)),
    per('read units', 'units', total(figures.readUnits)),
    per('write requests', 'requests', writeRequests(figures)),
    per('queue requests', 'requests', total(figures.queueRequests)),
    per('queue-fed invocations', 'invocations', queueFedInvocations(lab.model, figures)),
    per('queue body bytes', 'bytes', figures.queueBodyBytes),
    { metric: 'seconds until completed', unit: 's', value: seconds },
    { metric: 'members per second until completed', unit: 'members/s', value: members / seconds },
  ];
}

const ofEvents = ({ events, writeUnits, readUnits, queueRequests, invocations }: EventUsage) => [
  { metric: 'events, each an entry of PutEvents', unit: 'events', value: events },
  { metric: 'write units of events', unit: 'units', value: writeUnits },
  { metric: 'read units of the publisher', unit: 'units', value: readUnits },
  { metric: "queue requests of the publisher's messages", unit: 'requests', value: queueRequests },
  { metric: 'invocations of the publisher', unit: 'invocations', value: invocations },
];
