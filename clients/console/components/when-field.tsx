import { Radio, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime, timeZone } from '../values/times.ts';
import { useNow } from './use-now.ts';

export interface When {
  readonly when: 'now' | 'later';
  /** As the field has it: `2026-03-01T09:00`, in this device's time zone. */
  readonly at: string;
}

/** The moment that was chosen, or undefined for now, and while none is. */
export function chosenTime({ when, at }: When): string | undefined {
  const time = new Date(at);
  return when === 'later' && !Number.isNaN(time.getTime()) ? time.toISOString() : undefined;
}

export interface WhenFieldProps {
  readonly value: When;
  readonly onChange: (value: When) => void;
  /** What "now" means here. */
  readonly now: string;
  /** The rule that the service says it fails. */
  readonly problem: ReactNode;
}

/** Now, or at a time. The zone of the time is shown. */
export function WhenField({ value, onChange, now: nowLabel, problem }: WhenFieldProps) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <Stack>
      <Radio.Group
        label={t('request.when')}
        value={value.when}
        onChange={(when) => onChange({ ...value, when: when === 'later' ? 'later' : 'now' })}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="now" label={nowLabel} />
          <Radio value="later" label={t('request.later')} />
        </Stack>
      </Radio.Group>
      {value.when === 'later' && (
        <TextInput
          type="datetime-local"
          label={t('request.at')}
          description={t('request.zone', { zone: timeZone() })}
          min={localTime(new Date(now))}
          maw="20rem"
          value={value.at}
          onChange={({ currentTarget }) => onChange({ ...value, at: currentTarget.value })}
          error={problem}
        />
      )}
    </Stack>
  );
}
