import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer, DryRunChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import type { Client } from '../../../lib/api/client.ts';
import { useApi } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { paths } from '../../app/paths.ts';
import { bodyOf, isEmpty, type ChangeBody, type Draft } from './draft.ts';

const typingMilliseconds = 400;

/** What is changed: a group, or the technical contact of one service. */
export type Subject =
  | { readonly groupId: string; readonly serviceId?: undefined }
  | { readonly serviceId: string; readonly groupId?: undefined };

/** Checks a draft as it is typed, and sends it. */
export function useRequest(subject: Subject, draft: Draft) {
  const api = useApi();
  const navigate = useNavigate();
  const body = bodyOf(draft);
  const typed = JSON.stringify(body);
  const [settled] = useDebouncedValue(typed, typingMilliseconds);
  const check = useQuery({
    queryKey: ['dry-run', subject, settled],
    queryFn: ({ signal }) => dryRun(api, subject, body, signal),
    // The body is that of the key: both wait until typing has settled.
    enabled: settled === typed && !isEmpty(body),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const [attempt, setAttempt] = useState({ typed: '', key: '' });
  const send = useAction(
    () => {
      // The same request keeps its key, so that trying again cannot make it twice.
      const key = attempt.typed === typed ? attempt.key : crypto.randomUUID();
      setAttempt({ typed, key });
      return post(api, subject, body, key);
    },
    ({ changeId }) => void navigate(paths.change(changeId)),
  );
  return {
    body,
    isBlank: isEmpty(body),
    isChecking: settled !== typed || check.isFetching,
    check: isEmpty(body) ? undefined : check,
    send,
  };
}

const dryRun = (
  api: Client,
  { groupId, serviceId }: Subject,
  body: ChangeBody,
  signal: AbortSignal,
): Promise<DryRunChangeAnswer> =>
  serviceId === undefined
    ? api.dryRun(operations.requestGroupChange, { params: { groupId }, body, signal })
    : api.dryRun(operations.requestServiceChange, { params: { serviceId }, body, signal });

const post = (
  api: Client,
  { groupId, serviceId }: Subject,
  body: ChangeBody,
  idempotencyKey: string,
): Promise<ContactChangeAnswer> =>
  serviceId === undefined
    ? api.call(operations.requestGroupChange, { params: { groupId }, body, idempotencyKey })
    : api.call(operations.requestServiceChange, { params: { serviceId }, body, idempotencyKey });
