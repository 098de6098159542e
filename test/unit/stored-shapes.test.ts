import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answeredCode, otherCode, RejectionCode } from '../../shared/domain/codes.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { ChangeMessage } from '../../shared/messages/change-message.ts';
import { EventMessage } from '../../shared/messages/event-message.ts';
import { MailMessage } from '../../shared/messages/mail-message.ts';
import { MemberMessage, MemberQueueMessage } from '../../shared/messages/member-message.ts';
import { ReassignmentMessage } from '../../shared/messages/reassignment-message.ts';
import { parseItem } from '../../shared/aws/items.ts';
import { parseAccount } from '../../shared/store/accounts.ts';
import { parseListed } from '../../shared/store/change-lists.ts';
import { parseChange, parseOpenOnService } from '../../shared/store/change-rows.ts';
import { parseScheduled } from '../../shared/store/schedule.ts';
import { parseConsentCode } from '../../shared/store/consent-codes.ts';
import {
  parseGroupRow,
  parseGroupTombstone,
  parseHeldGroup,
  parseOpenRequest,
} from '../../shared/store/groups.ts';
import { parseEvent } from '../../shared/store/events.ts';
import { parseRemembered } from '../../shared/store/idempotency.ts';
import type * as eventKeys from '../../shared/store/event-keys.ts';
import type * as inboxKeys from '../../shared/store/inbox-keys.ts';
import type * as mailKeys from '../../shared/store/mail-keys.ts';
import type * as keys from '../../shared/store/keys.ts';
import { parseFormerAddress } from '../../shared/store/former-addresses.ts';
import { parseWaiting, parseWaitingOfBatch } from '../../shared/store/inbox.ts';
import { parseLastAlike } from '../../shared/store/last-alike.ts';
import {
  parseGathering,
  parseMailedBatch,
  parseNotice,
  parseWaitingMail,
} from '../../shared/store/mailings.ts';
import { parseMember } from '../../shared/store/members.ts';
import { parseMissing } from '../../shared/store/missing.ts';
import { parseOpenEntries } from '../../shared/store/open-entries.ts';
import { parseFailure, parseOutcome, parseTries } from '../../shared/store/outcomes.ts';
import { parseCounts } from '../../shared/store/progress.ts';
import { parseReassignmentCounts } from '../../shared/store/reassignment-counts.ts';
import { parseListedReassignment, parseReassignment, parseTarget } from '../../shared/store/reassignments.ts';
import { parseLastRevision, parseService, parseTombstone } from '../../shared/store/service-rows.ts';
import { parseResync } from '../../shared/store/resyncs.ts';
import { parseOwnTechnicalContact } from '../../shared/store/services.ts';
import type { Item, Key } from '../../shared/store/table.ts';

type Keys = typeof keys & typeof eventKeys & typeof inboxKeys & typeof mailKeys;
type KeyOfRow = {
  [Name in keyof Keys]: Keys[Name] extends (...parts: never[]) => Key ? Name : never;
}[keyof Keys];
type RowKind = KeyOfRow extends `${infer Kind}Key` ? Kind : never;

/** Of each kind of row that there is a key for: what the stores read it with. */
const rowParsers: Readonly<Record<RowKind, (item: Item) => unknown>> = {
  account: parseAccount,
  group: parseGroupRow,
  groupLock: parseOpenRequest,
  groupTombstone: parseGroupTombstone,
  scheduled: parseScheduled,
  openOnService: parseOpenOnService,
  history: parseListed,
  party: parseListed,
  service: parseService,
  lastRevision: parseLastRevision,
  tombstone: parseTombstone,
  serviceLock: parseOpenRequest,
  member: parseMember,
  heldGroup: parseHeldGroup,
  heldService: parseOwnTechnicalContact,
  change: parseChange,
  failed: parseFailure,
  outcome: parseOutcome,
  tries: parseTries,
  missing: parseMissing,
  progress: parseCounts,
  reassignment: parseReassignment,
  target: parseTarget,
  reassignmentCount: parseReassignmentCounts,
  reassignmentParty: parseListedReassignment,
  changeEvent: parseEvent,
  reassignmentEvent: parseEvent,
  serviceEvent: parseEvent,
  resync: parseResync,
  batch: parseListedReassignment,
  notice: parseNotice,
  waiting: parseWaitingMail,
  gathering: parseGathering,
  mailedBatch: parseMailedBatch,
  formerAddress: parseFormerAddress,
  inbox: parseWaiting,
  batchInbox: parseWaitingOfBatch,
  lastAlike: parseLastAlike,
  openReassignments: parseOpenEntries,
  liveCodes: parseOpenEntries,
  consentCode: parseConsentCode,
  idempotency: parseRemembered,
};

const messageSchemas: Readonly<Record<string, z.ZodType>> = {
  event: EventMessage,
  change: ChangeMessage,
  mail: MailMessage,
  member: MemberQueueMessage,
  reassignment: ReassignmentMessage,
};

interface Fixture {
  readonly name: string;
  readonly kind: string;
  readonly content: unknown;
}

function fixturesIn(folder: string): Fixture[] {
  const path = join(import.meta.dirname, '../fixtures', folder);
  return readdirSync(path).map((name) => ({
    name,
    kind: name.slice(0, name.indexOf('.')),
    content: JSON.parse(readFileSync(join(path, name), 'utf8')),
  }));
}

const rows = fixturesIn('rows');
const messages = fixturesIn('messages');
const parserOf = (kind: string) => new Map(Object.entries(rowParsers)).get(kind);
const addedLater = { addedLater: { by: 'a later release' } };

const aChange = z.looseObject({ rejection: z.unknown() });

describe('Rows that a release has stored', () => {
  it('have a fixture for every kind, and a parser for every fixture', () => {
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(Object.keys(rowParsers)));
  });

  for (const { name, kind, content } of rows) {
    it(`still parse, with and without unknown attributes: ${name}`, () => {
      const item = parseItem(content);
      const parsed = parserOf(kind)?.(item);
      expect(parsed).toBeDefined();
      expect(parserOf(kind)?.({ ...item, ...addedLater })).toMatchObject({
        ...z.looseObject({}).parse(parsed),
      });
    });
  }

  it('are parsed without the table’s own attributes', () => {
    for (const { kind, content } of rows) {
      const parsed = z.looseObject({}).parse(parserOf(kind)?.(parseItem(content)));
      expect(Object.keys(parsed)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(pk|sk|duePartition|dueAt|expiresAtEpoch)$/)]),
      );
    }
  });
});

describe('Messages that a release has sent', () => {
  it('have a fixture for every kind', () => {
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(Object.keys(messageSchemas)));
  });

  for (const { name, kind, content } of messages) {
    it(`still parse, with and without unknown attributes: ${name}`, () => {
      expect(messageSchemas[kind]?.parse(content)).toEqual(content);
      const later = { ...z.looseObject({}).parse(content), ...addedLater };
      expect(messageSchemas[kind]?.parse(later)).toEqual(later);
    });
  }

  it('are not read if they name an unknown role', () => {
    const content = {
      ...z.looseObject({}).parse(messages.find(({ name }) => name.startsWith('member.to'))?.content),
    };
    expect(MemberMessage.safeParse({ ...content, contacts: { security: 'ab1-ovh' } }).success).toBe(false);
  });
});

describe('A stored code that this release does not know', () => {
  const stored = rows.find(({ name }) => name.startsWith('change.rejected.service-removed'))?.content;
  const withCode = (code: string): ContactChange =>
    parseChange(parseItem({ ...aChange.parse(stored), rejection: { code, detail: 'Why.' } }));

  it('is kept unchanged, and answered as other', () => {
    const { rejection } = withCode('quota-exceeded');
    expect(rejection).toEqual({ code: 'quota-exceeded', detail: 'Why.' });
    expect(answeredCode(RejectionCode, rejection?.code ?? '')).toBe(otherCode);
    expect(answeredCode(RejectionCode, withCode('service-removed').rejection?.code ?? '')).toBe(
      'service-removed',
    );
  });

  it('does not compile if this release writes it', () => {
    // @ts-expect-error: the code is not in the enum.
    const written: ContactChange['rejection'] = { code: 'quota-exceeded', detail: 'Why.' };
    expect(written).toBeDefined();
  });
});
