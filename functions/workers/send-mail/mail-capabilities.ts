import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export type MailCapabilities = Pick<
  Capabilities,
  | 'accounts'
  | 'changes'
  | 'clock'
  | 'consoleUrl'
  | 'events'
  | 'formerAddresses'
  | 'groups'
  | 'log'
  | 'mail'
  | 'mailings'
  | 'metrics'
  | 'reassignments'
>;
