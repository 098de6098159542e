import type { Role } from '../domain/roles.ts';
import type { WhyRejected } from './notice.ts';

/** Everything that letters say, in one language. Names of roles, nics and dates are given as they are to be read. */
export interface Words {
  readonly roles: Readonly<Record<Role, string>>;
  readonly and: string;
  readonly colon: string;
  readonly number: (count: number) => string;
  readonly labels: Readonly<
    Record<
      | 'group'
      | 'service'
      | 'roles'
      | 'reason'
      | 'until'
      | 'effective'
      | 'runs'
      | 'replaces'
      | 'change'
      | 'reassignment'
      | 'missing'
      | 'services'
      | 'failedServices'
      | 'done'
      | 'failed'
      | 'skipped',
      string
    >
  >;
  /** A group or a single service, after `du`, `pour le`, `of` and `for`. */
  readonly where: Readonly<Record<'group' | 'service', (id: string) => string>>;
  readonly asSoonAsPossible: string;
  readonly fromTo: (from: string, to: string) => string;
  readonly footer: readonly string[];

  readonly waiting: {
    readonly subject: (count: number, isMore: boolean) => string;
    readonly reminder: (count: number, isMore: boolean) => string;
    readonly intro: (requester: string, count: number) => string;
    readonly effect: string;
    readonly link: string;
    readonly more: string;
    readonly all: string;
  };
  readonly addressChanged: {
    readonly subject: string;
    readonly intro: (nic: string, date: string) => string;
    readonly warning: string;
  };
  readonly accepted: {
    readonly subject: (where: string) => string;
    readonly intro: (nic: string, roles: string) => string;
  };
  readonly refused: {
    readonly subject: (where: string) => string;
    readonly intro: (nic: string, roles: string) => string;
  };
  readonly stillMissing: string;
  readonly noneMissing: string;
  readonly endedByRefusal: string;
  readonly started: { readonly subject: (where: string) => string; readonly intro: (date: string) => string };
  readonly expired: { readonly subject: (where: string) => string; readonly intro: (date: string) => string };
  readonly rejected: {
    readonly subject: (where: string) => string;
    readonly intro: (date: string) => string;
  };
  readonly why: Readonly<Record<WhyRejected, string>>;
  readonly completed: {
    readonly subject: (where: string) => string;
    readonly intro: (services: number) => string;
  };
  readonly withFailures: {
    readonly subject: (where: string) => string;
    readonly requester: (failed: number, services: number) => string;
    readonly administration: (failed: number, services: number) => string;
    readonly retry: string;
    readonly link: string;
  };
  readonly rolesLost: {
    readonly subject: (roles: string, where: string, isEffective: boolean) => string;
    readonly planned: string;
    readonly effective: (date: string) => string;
  };
  readonly reassignment: {
    readonly accepted: string;
    readonly refused: string;
    readonly acceptedBy: (nic: string) => string;
    readonly refusedBy: (nic: string) => string;
    readonly started: string;
    readonly startedAt: (date: string) => string;
    readonly expired: string;
    readonly expiredAt: (date: string) => string;
    readonly completed: string;
    readonly completedIntro: string;
    readonly withFailures: string;
    readonly withFailuresIntro: string;
    readonly link: string;
    readonly rolesLost: (isEffective: boolean) => string;
    readonly planned: string;
    readonly effective: (date: string) => string;
  };
}
