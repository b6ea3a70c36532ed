/* The first steps: each with what it is for and the page where it is done. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { Guide, GuideStep } from '#/lib/api.gen';
import { IconCheck } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useGuide } from './guide';
import styles from './Guide.module.css';
import { words } from './words';

const WHERE: Record<GuideStep['step'], string> = {
  name: '/settings/brand', brand: '/settings/brand', mailbox: '/settings/mailboxes/new', team: '/staff/teams', colleague: '/staff/accounts', answer: '/conversations',
};

export function Component() {
  const say = useWords(words);
  const query = useGuide();
  const steps = query.data?.steps ?? [];
  const settled = steps.filter((one) => one.state !== 'todo').length;
  return (
    <ScreenPage title={say.title} about={say.about}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data && (
        <>
          {query.data.over && (
            <section className={`card ${styles.over}`}>
              <h2>{say.overTitle}</h2>
              <p>{say.overText}</p>
              <Button component={Link} to="/conversations" size="xs">{say.toDesk}</Button>
            </section>
          )}
          <p role="status" className="quiet">{say.progress(settled, steps.length)}</p>
          <ol className={`card ${styles.steps}`}>{steps.map((one, place) => <Step key={one.step} step={one} number={place + 1} mayTry={query.data.may_try} />)}</ol>
        </>
      )}
    </ScreenPage>
  );
}

function Step({ step, number, mayTry }: { step: GuideStep; number: number; mayTry: boolean }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const its = say.steps[step.step];
  const put = useMutation({
    mutationFn: (skipped: boolean) => api.put<Guide>(`/api/guide/${step.step}`, { skipped }),
    onSuccess: (guide) => client.setQueryData(['guide'], guide),
    onError: (error) => tellError(language, error),
  });
  const navigate = useNavigate();
  const invent = useMutation({
    mutationFn: () => api.post('/api/guide/mail'),
    onSuccess: () => navigate('/conversations'),
    onError: (error) => tellError(language, error),
  });
  return (
    <li className={styles.step} data-state={step.state}>
      <span className={styles.mark} aria-hidden="true">{step.state === 'done' ? <IconCheck size={14} /> : number}</span>
      <div>
        <h2>{its.title}<span className="only-read"> – {say[step.state]}</span></h2>
        <p>{its.text}</p>
      </div>
      <div className={styles.actions}>
        {step.state === 'todo' && <Button size="compact-sm" variant="subtle" color="gray" aria-label={say.skipOf(its.title)} onClick={() => put.mutate(true)}>{say.skip}</Button>}
        {step.step === 'answer' && step.state === 'todo' && mayTry && <Button size="compact-sm" variant="default" loading={invent.isPending} onClick={() => invent.mutate()}>{say.invent}</Button>}
        {step.state === 'todo' && <Button size="compact-sm" component={Link} to={WHERE[step.step]}>{its.action}</Button>}
        {step.state === 'skipped' && <Button size="compact-sm" variant="default" aria-label={say.resumeOf(its.title)} onClick={() => put.mutate(false)}>{say.resume}</Button>}
        {step.state === 'done' && <span className="quiet">{say.done}</span>}
      </div>
    </li>
  );
}
