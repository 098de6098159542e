import type {
  DryRunReassignmentAnswer,
  ReassignmentAnswer,
} from '../../../shared/http/contract/reassignment-shapes.ts';
import { counted, fieldsOf, timeFor } from './words.ts';

/** A reassignment for a person, in lines. */
export const describeReassignment = (reassignment: ReassignmentAnswer): string[] => [
  `Reassignment ${reassignment.reassignmentId}`,
  ...fieldsOf([['state', reassignment.state], ...fields(reassignment), ['targets', targetsOf(reassignment)]]),
];

/** What a reassignment would become, without its targets. */
export function describeReassignmentDryRun(reassignment: DryRunReassignmentAnswer): string[] {
  const { targets, isExact } = reassignment.preview.total;
  return [
    'Nothing was sent to anyone. The reassignment would be:',
    ...fieldsOf([
      ['state', reassignment.state],
      ...fields(reassignment),
      ['targets', `${isExact ? '' : 'at least '}${targets}`],
    ]),
  ];
}

type Described = Omit<ReassignmentAnswer, 'reassignmentId'>;

const fields = (reassignment: Described): [string, string | undefined][] => [
  ['from', reassignment.from],
  ['to', reassignment.to],
  ['roles', reassignment.roles.join(', ')],
  ['groups', groupsOf(reassignment)],
  ['batch', reassignment.batch],
  ['requested', `by ${reassignment.requestedBy}, ${timeFor(reassignment.requestedAt)}`],
  ['reason', reassignment.reason],
  ['consent', `${reassignment.consent.nic} ${reassignment.consent.decision}`],
  ['decide until', timeFor(reassignment.expiresAt)],
  ['to run', timeFor(reassignment.runAt)],
  ['started', timeFor(reassignment.startedAt)],
  ['ended', timeFor(reassignment.completedAt)],
  [
    'ended because',
    reassignment.rejection && `${reassignment.rejection.detail} (${reassignment.rejection.code})`,
  ],
];

const groupsOf = ({ groupIds, groupCount }: Described): string =>
  groupIds?.join(', ') ?? (groupCount === undefined ? 'all' : counted(groupCount, 'group'));

/** `200: 187 completed, 13 skipped`; undefined before it has collected any. */
function targetsOf({ progress: { targets, ...counts } }: ReassignmentAnswer): string | undefined {
  const parts = Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]));
  return targets === 0 ? undefined : `${targets}: ${parts.join(', ')}`;
}
