import type { RunningStack } from '../../support/running-stack.ts';

type HeldGroup = Awaited<ReturnType<RunningStack['group']>>;

/** A request that is refused. */
export interface BadRequest {
  /** `POST` by default. */
  readonly method?: string;
  readonly path: (group: HeldGroup) => string;
  readonly body?: unknown;
  /** Who asks; by default who administers the group. */
  readonly as?: (group: HeldGroup) => string;
  readonly expected: readonly [status: number, code: string, ...where: string[]];
}

/** Where a change of the group's contacts is asked for. */
export const changesOf = ({ groupId }: HeldGroup): string => `/groups/${groupId}/contact-changes`;
