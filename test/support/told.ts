import type { HttpResult } from '../../shared/http/event.ts';
import { RecipientCode } from '../../shared/domain/codes.ts';

const ids =
  /\b(?:[a-z]{2}[0-9]{1,10}-[a-z]{2,10}(?:-[0-9]{1,4})?|00[1-9][0-9]{7,14}|[0-7][0-9A-HJKMNP-TV-Z]{25})\b/g;
const accountCodes = new RegExp(`\\b(?:${RecipientCode.options.join('|')})\\b`, 'g');

const addresses = /\b[\w.]+@[\w.]+\b/g;

/** A position that anybody can read. Sealed cursors are bytes in which a pattern may occur by chance. */
const readable = /^[ -~]*$/;

/**
 * Every nic, group, number and id that an answer tells, in its headers, its body and the positions inside its cursors,
 * and what it tells of accounts.
 */
export function toldBy({ headers, body = '' }: HttpResult): Set<string> {
  const cursors = Array.from(body.matchAll(/"nextCursor":"([\w-]+)"/g), ([, cursor = '']) =>
    Buffer.from(cursor, 'base64url').subarray(6).toString(),
  );
  const positions = cursors.filter((position) => readable.test(position));
  const text = [JSON.stringify(headers), body, ...positions].join('\n');
  return new Set([ids, accountCodes, addresses].flatMap((pattern) => text.match(pattern) ?? []));
}
