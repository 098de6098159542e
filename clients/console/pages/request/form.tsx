import { Button, Card, Group, Radio, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Contacts, Role } from '../../../../shared/domain/roles.ts';
import type { ProblemEntry } from '../../../lib/api/errors.ts';
import { problemOf } from '../../api/problem.ts';
import { FieldProblem } from '../../components/field-problem.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useNow } from '../../components/use-now.ts';
import { localTime, timeZone } from '../../values/times.ts';
import { Codes } from './codes.tsx';
import { emptyDraft, isHalfTyped, isTime, recipientsOf } from './draft.ts';
import { Recipient } from './recipient.tsx';
import { Summary } from './summary.tsx';
import { useRequest, type Subject } from './use-request.ts';
import classes from './form.module.css';

export interface RequestFormProps {
  readonly subject: Subject;
  /** The roles that can be changed. */
  readonly roles: readonly Role[];
  /** The contacts of today. */
  readonly contacts: Contacts;
  readonly intro: string;
  /** Where to go without a request. */
  readonly back: string;
}

/** A request for new contacts, checked as it is typed. */
export function RequestForm({ subject, roles, contacts, intro, back }: RequestFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const now = useNow();
  const form = useForm({
    initialValues: emptyDraft,
    validate: {
      contacts: Object.fromEntries(
        roles.map((role) => [role, (given: string) => (isHalfTyped(given) ? t('request.wrongNic') : null)]),
      ),
      at: (given, { when }) => (when === 'later' && !isTime(given) ? t('request.wrongTime') : null),
    },
  });
  const draft = form.values;
  const { isBlank, isChecking, check, send } = useRequest(subject, draft);
  const failure = send.error ?? check?.error ?? null;
  const entries = failure === null ? [] : problemOf(failure).errors;
  const fields = new Set([...roles.map((role) => `/contacts/${role}`), '/effectiveAt', '/reason']);
  const isAtField = ({ pointer = '' }: ProblemEntry): boolean =>
    fields.has(pointer) || pointer.startsWith('/consentCodes/');
  const at = (pointer: string): ReactNode => {
    const failed = entries.filter((one) => one.pointer === pointer);
    return failed.length === 0
      ? undefined
      : failed.map((entry) => <FieldProblem key={entry.code} entry={entry} />);
  };
  const useEverywhere = (nic: string): void =>
    form.setFieldValue('contacts', { administration: nic, technical: nic, billing: nic });

  return (
    <div className={classes['columns']}>
      <form id={id} noValidate onSubmit={form.onSubmit(() => send.mutate())} className={classes['form']}>
        <Card>
          <Stack>
            <Title order={2}>{t(roles.length > 1 ? 'request.recipients' : 'request.recipient')}</Title>
            <Text c="dimmed">{intro}</Text>
            {roles.map((role) => (
              <Recipient
                key={role}
                role={role}
                current={contacts[role]}
                input={form.getInputProps(`contacts.${role}`)}
                problem={at(`/contacts/${role}`)}
                onEverywhere={roles.length > 1 ? useEverywhere : undefined}
                isEverywhere={roles.every((one) => draft.contacts[one] === draft.contacts[role])}
              />
            ))}
          </Stack>
        </Card>
        <Card>
          <Stack>
            <Textarea
              label={t('request.reason')}
              description={t('request.reasonHint')}
              autosize
              minRows={2}
              maxLength={500}
              error={at('/reason')}
              {...form.getInputProps('reason')}
            />
            <Radio.Group label={t('request.when')} {...form.getInputProps('when')}>
              <Stack gap="xs" mt={4}>
                <Radio value="now" label={t('request.now')} />
                <Radio value="later" label={t('request.later')} />
              </Stack>
            </Radio.Group>
            {draft.when === 'later' && (
              <TextInput
                type="datetime-local"
                label={t('request.at')}
                description={t('request.zone', { zone: timeZone() })}
                min={localTime(new Date(now))}
                maw="20rem"
                {...form.getInputProps('at')}
                error={form.errors['at'] ?? at('/effectiveAt')}
              />
            )}
          </Stack>
        </Card>
        <Codes
          recipients={recipientsOf(draft)}
          codes={draft.codes}
          problemAt={at}
          onChange={(nic, code) => form.setFieldValue('codes', { ...draft.codes, [nic]: code })}
        />
      </form>
      <aside className={classes['summary']}>
        <Card aria-busy={isChecking}>
          <Stack>
            <Summary
              isBlank={isBlank}
              isChecking={isChecking}
              answer={failure === null ? check?.data : undefined}
              problems={entries.length}
            />
            {failure !== null && (entries.length === 0 || !entries.every(isAtField)) && (
              <ProblemNotice error={failure} />
            )}
            <Group>
              <Button type="submit" form={id} loading={send.isPending} disabled={isBlank}>
                {t('request.submit')}
              </Button>
              <Button component={Link} to={back} variant="default">
                {t('request.cancel')}
              </Button>
            </Group>
          </Stack>
        </Card>
      </aside>
    </div>
  );
}
