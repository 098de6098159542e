import { describe, expect, it } from 'vitest';
import { GroupedSettings } from '../../functions/workers/propagate-contact/settings.ts';
import { readSettings } from '../../shared/runtime/settings.ts';

const ofEveryone = {
  TABLE_NAME: 'contacts',
  MEMBER_QUEUE_URL: 'https://queues.example.com/members',
  METRICS_NAMESPACE: 'contacts',
  LONGEST_PAUSE_SECONDS: '300',
};
const ofMembers = {
  MEMBER_ENDPOINT: 'https://members.example.com',
  MEMBER_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:members',
  MEMBER_TIMEOUT_MILLISECONDS: '2000',
};
const names = ['MEMBER_ENDPOINT', 'MEMBER_SECRET_ARN', 'MEMBER_TIMEOUT_MILLISECONDS'] as const;

describe('The settings of the member system', () => {
  it('are accepted if all are set', () => {
    expect(readSettings(GroupedSettings, { ...ofEveryone, ...ofMembers }).memberSystem).toEqual({
      endpoint: 'https://members.example.com',
      secretArn: 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:members',
      timeoutMilliseconds: 2_000,
    });
  });

  it('are optional: none of them may be set', () => {
    expect(readSettings(GroupedSettings, ofEveryone).memberSystem).toBeUndefined();
  });

  it.each(names)('are refused without %s, and with only %s', (name) => {
    const { [name]: only, ...others } = ofMembers;
    for (const part of [others, { [name]: only }]) {
      expect(() => readSettings(GroupedSettings, { ...ofEveryone, ...part })).toThrow('or none');
    }
  });
});
