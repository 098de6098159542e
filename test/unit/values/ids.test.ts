import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGroupId, readNic } from '../../../clients/lib/values/ids.ts';
import { GroupId, Nic } from '../../../shared/domain/identifiers.ts';

const nics = fc.stringMatching(/^[a-z]{2}[0-9]{1,10}-[a-z]{2,10}$/);
const groupIds = fc.stringMatching(/^[a-z]{2}[0-9]{1,10}-[a-z]{2,10}-[0-9]{1,4}$/);
/** Blanks of every kind, and marks that nobody sees. */
const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\u00A0', '\u202F', '\uFEFF', '\u202C') });

const written = (ids: fc.Arbitrary<string>) =>
  fc
    .tuple(ids, blanks, blanks, fc.constantFrom('-', '\u2010', '\u2011', '\u2013', '\u2212'), fc.boolean())
    .map(([id, before, after, dash, isUpper]) => {
      const text = before + id.replaceAll('-', dash) + after;
      return { id, text: isUpper ? text.toUpperCase() : text };
    });

describe('a nic', () => {
  it('is read in upper case, with blanks around it and with a dash of a word processor', () => {
    expect(readNic(' AB12345\u2013OVH\u00A0')).toEqual({ ok: true, value: 'ab12345-ovh', isChanged: true });
  });

  it('is not changed if it was already as it should be', () => {
    expect(readNic('ab12345-ovh')).toEqual({ ok: true, value: 'ab12345-ovh', isChanged: false });
  });

  it.for(['', ' ', '\u00A0\uFEFF'])('is missing in %j', (text) => {
    expect(readNic(text)).toEqual({ ok: false, problem: 'empty' });
  });

  it.for(['ab12345', 'ab 12345-ovh', 'ab12345-ovh-1', 'ab12345_ovh', '=ab12345-ovh'])('is not %j', (text) => {
    expect(readNic(text)).toEqual({ ok: false, problem: 'not-a-nic' });
  });

  it('is read however it is written, and what was read is read again unchanged', () => {
    fc.assert(
      fc.property(written(nics), ({ id, text }) => {
        expect(readNic(text)).toEqual({ ok: true, value: id, isChanged: text !== id });
      }),
    );
  });

  it('is never anything that the API would refuse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nics), (text) => {
        const read = readNic(text);
        expect(!read.ok || Nic.safeParse(read.value).success).toBe(true);
      }),
    );
  });
});

describe('the id of a group', () => {
  it('is read in upper case, with blanks around it', () => {
    expect(readGroupId('\tAB12345-OVH-1 ')).toEqual({ ok: true, value: 'ab12345-ovh-1', isChanged: true });
  });

  it('is not a nic', () => {
    expect(readGroupId('ab12345-ovh')).toEqual({ ok: false, problem: 'not-a-group-id' });
    expect(readGroupId('')).toEqual({ ok: false, problem: 'empty' });
  });

  it('is read however it is written', () => {
    fc.assert(
      fc.property(written(groupIds), ({ id, text }) => {
        expect(readGroupId(text)).toEqual({ ok: true, value: id, isChanged: text !== id });
        expect(GroupId.safeParse(id).success).toBe(true);
      }),
    );
  });
});
