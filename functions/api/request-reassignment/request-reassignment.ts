import { candidatePlace, reassignmentCandidates } from '../../../shared/commands/reassignment-candidates.ts';
import { previewTargets, type PreviewDependencies } from '../../../shared/commands/preview-reassignment.ts';
import {
  requestReassignment as request,
  type RequestReassignmentDependencies,
} from '../../../shared/commands/request-reassignment.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Input, Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { idempotencyKeyHeader, idempotencyOf } from '../../../shared/http/idempotency-key.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { toPreviewItem, toReassignment } from '../../../shared/http/reassignment-answer.ts';
import { noReassignmentCounts } from '../../../shared/store/reassignment-counts.ts';

type RequestReassignment = typeof operations.requestReassignment;
type Dependencies = RequestReassignmentDependencies & PreviewDependencies;

export const requestReassignment =
  (dependencies: Dependencies): Respond<RequestReassignment> =>
  async (input) => {
    const { caller, query, body, headers } = input;
    const isDryRun = query.dryRun === 'true';
    const scope = scopeOf(input);
    const after = positionOf(scope, query.cursor);
    const idempotency = idempotencyOf(headers[idempotencyKeyHeader], caller, { body });
    const answerOf = (reassignment: Reassignment) =>
      toReassignment(reassignment, noReassignmentCounts, dependencies.clock.now());
    const result = await request(dependencies, caller, body, {
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
    const preview = await previewPage(dependencies, reassignment, { scope, after, limit: query.limit });
    return { body: { ...answerOf(reassignment), preview }, isDryRun };
  };

const locationOf = ({ reassignmentId }: Reassignment): string => `/reassignments/${reassignmentId}`;

/** A preview's cursor goes on with the preview of the same reassignment, asked for by the same caller. */
const scopeOf = ({ caller, body: { from, to, roles, groupIds } }: Input<RequestReassignment>): string =>
  listScope('preview', caller.nic, from, to, roles.join(), groupIds?.join());

interface PageOptions {
  readonly scope: string;
  readonly after: string | undefined;
  readonly limit: number;
}

async function previewPage(dependencies: Dependencies, reassignment: Reassignment, options: PageOptions) {
  const { scope, after, limit } = options;
  const { items, next } = await fillPage({
    read: (part) => reassignmentCandidates(dependencies, reassignment, part),
    pick: async (candidates) =>
      (await previewTargets(dependencies, reassignment, candidates)).map((previewed) => ({
        place: candidatePlace(previewed.target),
        item: toPreviewItem(previewed),
      })),
    after,
    limit,
  });
  return { items, nextCursor: nextCursor(scope, next) };
}
