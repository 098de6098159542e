import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { operations } from '../../../../shared/http/contract/operations.ts';
import { useApi } from '../../api/client.ts';
import { dryRunQuery, type ReassignmentBody } from '../../api/reassignment-queries.ts';
import { useAction } from '../../api/use-action.ts';
import { paths } from '../../app/paths.ts';
import { bodyOf, type Draft } from './draft.ts';

const typingMilliseconds = 400;
/** Stands in for the body of a draft that is not finished; it is never sent. */
const nobody: ReassignmentBody = { from: '', to: '', roles: [] };

/** Looks up what a draft would do as it is typed, and sends it. */
export function useReassignmentRequest(draft: Draft) {
  const api = useApi();
  const navigate = useNavigate();
  const body = bodyOf(draft);
  const typed = JSON.stringify(body ?? '');
  const [settled] = useDebouncedValue(typed, typingMilliseconds);
  const preview = useInfiniteQuery({
    ...dryRunQuery(api, body ?? nobody),
    // The body is that of the key: both wait until typing has settled.
    enabled: body !== undefined && settled === typed,
    placeholderData: keepPreviousData,
  });
  const [attempt, setAttempt] = useState({ typed: '', key: '' });
  const send = useAction(
    async () => {
      if (body === undefined) return undefined;
      // The same request keeps its key, so that trying again cannot make it twice.
      const idempotencyKey = attempt.typed === typed ? attempt.key : crypto.randomUUID();
      setAttempt({ typed, key: idempotencyKey });
      return api.call(operations.requestReassignment, { body, idempotencyKey });
    },
    (made) => {
      if (made !== undefined) void navigate(paths.reassignment(made.reassignmentId));
    },
  );
  return {
    isComplete: body !== undefined,
    isChecking: body !== undefined && (settled !== typed || preview.isFetching),
    preview: body === undefined ? undefined : preview,
    send,
  };
}
