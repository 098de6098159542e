import { countTargets } from '../../../shared/commands/count-targets.ts';
import {
  candidatePlace,
  isCandidatePlace,
  reassignmentCandidates,
} from '../../../shared/commands/reassignment-candidates.ts';
import { previewTargets } from '../../../shared/commands/preview-reassignment.ts';
import { requestReassignment as request } from '../../../shared/commands/request-reassignment.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Input, Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { idempotencyKeyHeader, idempotencyOf } from '../../../shared/http/idempotency-key.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import {
  toDryRunReassignment,
  toPreviewItem,
  toReassignment,
} from '../../../shared/http/reassignment-answer.ts';
import { noReassignmentCounts } from '../../../shared/store/reassignment-counts.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

type RequestReassignment = typeof operations.requestReassignment;
type PreviewCapabilities = Pick<Capabilities, 'groups' | 'services' | 'accounts' | 'clock'>;
type RequestReassignmentCapabilities = Parameters<typeof request>[0] & PreviewCapabilities;

export const requestReassignment =
  (capabilities: RequestReassignmentCapabilities): Respond<RequestReassignment> =>
  async (input) => {
    const { caller, query, body, headers } = input;
    const isDryRun = query.dryRun === 'true';
    const scope = scopeOf(input);
    const after = positionOf(scope, query.cursor, isCandidatePlace);
    const idempotency = idempotencyOf(headers[idempotencyKeyHeader], caller, { body });
    const answerOf = (reassignment: Reassignment) =>
      toReassignment(caller, reassignment, noReassignmentCounts, capabilities.clock.now());
    const result = await request(capabilities, caller, body, {
      isDryRun,
      idempotency: idempotency && {
        ...idempotency,
        answer: (reassignment) => ({
          status: 202,
          answer: answerOf(reassignment),
          location: locationOf(reassignment),
        }),
      },
    });
    if (result.replayed !== undefined) {
      const { answer, location } = result.replayed;
      return { body: answer, location, isReplayed: true };
    }
    const { reassignment } = result;
    if (!isDryRun) return { body: answerOf(reassignment), location: locationOf(reassignment) };
    const preview = await previewPage(capabilities, reassignment, { scope, after, limit: query.limit });
    return { body: toDryRunReassignment(answerOf(reassignment), preview), isDryRun };
  };

const locationOf = ({ reassignmentId }: Reassignment): string => `/reassignments/${reassignmentId}`;

/** A preview's cursor works only for the same reassignment and the same caller. */
const scopeOf = ({ caller, body: { from, to, roles, groupIds } }: Input<RequestReassignment>): string =>
  listScope('preview', caller.nic, from, to, roles.join(), groupIds?.join());

interface PageOptions {
  readonly scope: string;
  readonly after: string | undefined;
  readonly limit: number;
}

async function previewPage(
  capabilities: PreviewCapabilities,
  reassignment: Reassignment,
  options: PageOptions,
) {
  const { scope, after, limit } = options;
  const { items, next } = await fillPage({
    read: (part) => reassignmentCandidates(capabilities, reassignment, { ...part, isPlaceShown: true }),
    pick: async (candidates) =>
      (await previewTargets(capabilities, reassignment, candidates)).map((previewed) => ({
        place: candidatePlace(previewed.target),
        item: toPreviewItem(previewed),
      })),
    after,
    limit,
  });
  const isWhole = after === undefined && next === undefined;
  const total = isWhole
    ? { targets: items.length, isExact: true }
    : await countTargets(capabilities, reassignment);
  return { items, nextCursor: nextCursor(scope, next), total };
}
