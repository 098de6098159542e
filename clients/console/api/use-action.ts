import { useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * Something that the person does: a call that changes something. Whether it succeeded or was refused, what the page
 * shows is read again, because both say that it may have changed.
 */
export function useAction<Input, Answer>(
  run: (input: Input) => Promise<Answer>,
  onSuccess?: (answer: Answer, input: Input) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (answer, input) => onSuccess?.(answer, input),
    onSettled: () => queries.invalidateQueries(),
  });
}
