import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { Language } from '../../../../shared/domain/account.ts';
import { operations } from '../../../../shared/http/contract/operations.ts';
import { useApi } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { FieldProblem } from '../../components/field-problem.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { readEuros, typedEuros } from '../../values/euros.ts';
import type { AccountCardProps } from './account-card.tsx';

type AccountBody = z.input<typeof operations.putAccount.body>;

interface Values {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly isClosed: boolean;
  readonly voipValidated: boolean;
  /** In euros, as typed. */
  readonly balance: string;
}

/** Changes an account. What the person did not touch stays as it is by then, whoever has changed it meanwhile. */
export default function AccountDialog({
  account,
  onClose,
}: AccountCardProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { nic } = account;
  const form = useForm<Values>({
    initialValues: {
      name: account.name ?? '',
      email: account.email ?? '',
      language: account.language ?? 'fr',
      isClosed: account.status === 'closed',
      voipValidated: account.voipValidated,
      balance: typedEuros(account.balanceCents, currentLanguage()),
    },
    validate: {
      balance: (balance) => (readEuros(balance) === undefined ? t('operator.account.wrongBalance') : null),
    },
  });
  const saving = useAction(async (values: Values) => {
    const params = { nic };
    const { voipValidated, balanceCents, status } = await api.call(operations.getAccount, { params });
    const body: AccountBody = { voipValidated, balanceCents, status, ...changesOf(values, form.isDirty) };
    return api.call(operations.putAccount, { params, body });
  }, onClose);
  const entries = saving.error === null ? [] : problemOf(saving.error).errors;
  const at = (pointer: string): ReactNode => {
    const entry = entries.find((one) => one.pointer === pointer);
    return entry === undefined ? undefined : <FieldProblem entry={entry} />;
  };
  return (
    <Dialog onClose={onClose} title={t('operator.account.title', { nic })}>
      <form noValidate onSubmit={form.onSubmit((values) => saving.mutate(values))}>
        <Stack>
          <TextInput
            data-autofocus
            label={t('operator.account.name')}
            maxLength={100}
            {...form.getInputProps('name')}
            error={at('/name')}
          />
          <TextInput
            type="email"
            label={t('operator.account.email')}
            maxLength={254}
            {...form.getInputProps('email')}
            error={at('/email')}
          />
          <NativeSelect
            label={t('operator.account.language')}
            data={Language.options.map((value) => ({
              value,
              label: t(`operator.account.languages.${value}`),
            }))}
            {...form.getInputProps('language')}
          />
          <TextInput
            label={t('operator.account.balance')}
            description={t('operator.account.balanceHint')}
            inputMode="decimal"
            {...form.getInputProps('balance')}
            error={form.errors['balance'] ?? at('/balanceCents')}
          />
          <Checkbox
            label={t('operator.account.voipValidated')}
            description={t('operator.account.voipValidatedHint')}
            {...form.getInputProps('voipValidated', { type: 'checkbox' })}
          />
          <Checkbox
            label={t('operator.account.isClosed')}
            description={t('operator.account.isClosedHint')}
            {...form.getInputProps('isClosed', { type: 'checkbox' })}
          />
          {saving.error !== null && entries.every(({ pointer = '' }) => at(pointer) === undefined) && (
            <ProblemNotice error={saving.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell.page.cancel')}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
              {t('operator.account.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The parts of the account that the person changed. What was emptied is cleared. */
function changesOf(values: Values, isDirty: (field: keyof Values) => boolean): Partial<AccountBody> {
  const balanceCents = readEuros(values.balance);
  return {
    ...(isDirty('name') && { name: values.name.trim() === '' ? null : values.name.trim() }),
    ...(isDirty('email') && { email: values.email.trim() === '' ? null : values.email.trim() }),
    ...(isDirty('language') && { language: values.language }),
    ...(isDirty('isClosed') && { status: values.isClosed ? ('closed' as const) : ('open' as const) }),
    ...(isDirty('voipValidated') && { voipValidated: values.voipValidated }),
    ...(isDirty('balance') && balanceCents !== undefined && { balanceCents }),
  };
}
