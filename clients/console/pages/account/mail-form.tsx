import { Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Language } from '../../../../shared/domain/account.ts';
import type { MeAnswer } from '../../../../shared/http/contract/me-operations.ts';
import { operations } from '../../../../shared/http/contract/operations.ts';
import { useApi } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';

/** The address and the language of the mail. */
export function MailForm({ account }: { readonly account: NonNullable<MeAnswer['account']> }) {
  const { t } = useTranslation();
  const api = useApi();
  const form = useForm({
    initialValues: { email: account.email ?? '', language: account.language ?? 'fr' },
  });
  const save = useAction((values: typeof form.values) =>
    api.call(operations.putMe, {
      body: { email: values.email.trim() === '' ? null : values.email.trim(), language: values.language },
    }),
  );
  return (
    <Card>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Title order={2}>{t('account.mail')}</Title>
          <TextInput
            type="email"
            autoComplete="email"
            label={t('account.email')}
            description={t('account.emailHint')}
            {...form.getInputProps('email')}
          />
          <NativeSelect
            label={t('account.language')}
            data={[
              { value: 'fr', label: t('account.french') },
              { value: 'en', label: t('account.english') },
            ]}
            value={form.values.language}
            onChange={({ currentTarget }) =>
              form.setFieldValue('language', Language.parse(currentTarget.value))
            }
          />
          {save.error !== null && <ProblemNotice error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('account.save')}
            </Button>
            <Text role="status" c="leaf.8">
              {save.isSuccess && !save.isPending && t('account.saved')}
            </Text>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
