import { Card, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';

export interface CodesProps {
  readonly recipients: readonly string[];
  /** By nic, as typed. */
  readonly codes: Readonly<Record<string, string>>;
  readonly problemAt: (pointer: string) => ReactNode;
  readonly onChange: (nic: string, code: string) => void;
}

/** The consent codes of the recipients, of whom the person itself needs none. */
export function Codes({ recipients, codes, problemAt, onChange }: CodesProps) {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery(useApi()));
  const others = recipients.filter((nic) => nic !== me?.nic);
  if (others.length === 0) return null;
  return (
    <Card>
      <Stack>
        <Title order={2}>{t('request.codes')}</Title>
        <Text c="dimmed">{t('request.codesHint')}</Text>
        {others.map((nic) => (
          <TextInput
            key={nic}
            label={t('request.codeOf', { nic })}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={codes[nic] ?? ''}
            onChange={({ currentTarget }) => onChange(nic, currentTarget.value)}
            error={problemAt(`/consentCodes/${nic}`)}
          />
        ))}
      </Stack>
    </Card>
  );
}
