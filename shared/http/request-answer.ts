import {
  requestChange,
  type About,
  type RequestCapabilities,
  type RequestedChange,
} from '../commands/request-change.ts';
import { notesOf } from '../domain/contact-change.ts';
import { Nic } from '../domain/identifiers.ts';
import { noCounts } from '../store/progress.ts';
import type { Answer, Input } from './api-handler.ts';
import type { ContactChangeAnswer } from './contract/shapes.ts';
import type { operations } from './contract/operations.ts';
import { idempotencyKeyHeader, idempotencyOf } from './idempotency-key.ts';
import { toContactChange, toDryRunChange, toWarnings } from './representations.ts';
import type { Capabilities } from '../commands/capabilities.ts';

type ChangeOperation = typeof operations.requestGroupChange | typeof operations.requestServiceChange;

/**
 * 201 for a change of a single service that is effective at once, even if its member system is still to be notified;
 * otherwise 202. A repeated request gets the remembered answer.
 */
export async function askForChange(
  capabilities: RequestCapabilities,
  about: About,
  { caller, query, body, headers }: Input<ChangeOperation>,
): Promise<Answer<ChangeOperation>> {
  const asked = {
    contacts: body.contacts,
    ...notesOf(body),
    effectiveAt: body.effectiveAt === undefined ? undefined : new Date(body.effectiveAt),
    consentCodes: new Map(
      Object.entries(body.consentCodes ?? {}).map(([nic, code]) => [Nic.parse(nic), code] as const),
    ),
  };
  const isDryRun = query.dryRun === 'true';
  const idempotency = idempotencyOf(headers[idempotencyKeyHeader], caller, { about, body });
  const result = await requestChange(capabilities, caller, about, asked, {
    isDryRun,
    idempotency: idempotency && {
      ...idempotency,
      answer: (requested) => ({
        status: isEffectiveAtOnce(requested) ? 201 : 202,
        answer: answerOf(capabilities, requested),
        location: locationOf(requested.change.changeId),
      }),
    },
  });
  if (result.replayed !== undefined) {
    const { answer, location, status } = result.replayed;
    return { body: answer, location, created: status === 201, isReplayed: true };
  }
  const { requested } = result;
  const answer = answerOf(capabilities, requested);
  if (isDryRun) return { body: toDryRunChange(answer), isDryRun };
  return {
    body: answer,
    location: locationOf(requested.change.changeId),
    created: isEffectiveAtOnce(requested),
  };
}

const isEffectiveAtOnce = ({ change }: RequestedChange): boolean =>
  change.serviceId !== undefined && change.revision !== undefined;
const locationOf = (changeId: string): string => `/contact-changes/${changeId}`;

function answerOf(
  { clock }: Pick<Capabilities, 'clock'>,
  { change, group, endedRequests }: RequestedChange,
): ContactChangeAnswer {
  const answer = toContactChange(change, group, noCounts, clock.now());
  const warnings = toWarnings(endedRequests);
  return warnings.length === 0 ? answer : { ...answer, warnings };
}
