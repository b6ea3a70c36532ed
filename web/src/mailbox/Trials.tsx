/* What came of trying a mailbox, step by step, in both directions. */
import type { MailboxSmtp, MailboxTrials, Trial } from '#/lib/api.gen';
import { IconCheck, IconClose } from '#/lib/icons';
import { useWords } from '#/lib/words';
import type { Draft } from './draft';
import { useErrorSentence } from './Health';
import styles from './Mailbox.module.css';
import { words } from './words';

const IN = ['resolve', 'connect', 'tls', 'greeting', 'sign-in', 'folder'] as const;
const OUT = ['resolve', 'connect', 'tls', 'greeting', 'sign-in', 'send'] as const;

/* On this machine nothing is encrypted. */
const stepsOf = (steps: readonly Trial['step'][], server: MailboxSmtp | null) => steps.filter((step) => step !== 'tls' || server?.security !== 'none');

export const allWell = (trials: MailboxTrials) => [trials.imap, trials.smtp].every((one) => one === null || one.ok);
export const noneWell = (trials: MailboxTrials) => [trials.imap, trials.smtp].every((one) => one === null || !one.ok);

export function Trials({ trials, draft }: { trials: MailboxTrials; draft: Draft }) {
  const say = useWords(words);
  return (
    <div className={styles.trials}>
      {trials.imap && <OneTrial title={say.trialIn} trial={trials.imap} steps={stepsOf(IN, draft.imap)} />}
      {trials.smtp && <OneTrial title={say.trialOut} trial={trials.smtp} steps={stepsOf(OUT, draft.smtp)} />}
    </div>
  );
}

function OneTrial({ title, trial, steps }: { title: string; trial: Trial; steps: readonly Trial['step'][] }) {
  const say = useWords(words);
  const sentence = useErrorSentence();
  const reached = steps.indexOf(trial.step);
  return (
    <section className={styles.trial} aria-label={title} data-ok={trial.ok || undefined}>
      <h3>{title}</h3>
      <ol>
        {steps.map((step, index) => {
          const state = trial.ok || index < reached ? 'done' : index === reached ? 'failed' : 'not';
          return (
            <li key={step} data-state={state}>
              <span className={styles.mark} aria-hidden="true">{state === 'done' ? <IconCheck size={12} /> : state === 'failed' ? <IconClose size={12} /> : null}</span>
              {say.trialSteps[step]}
              <span className="only-read"> : {state === 'done' ? say.stepDone : state === 'failed' ? say.stepFailed : say.stepNot}</span>
            </li>
          );
        })}
      </ol>
      {!trial.ok && (
        <div className={styles.failure}>
          <p><b>{sentence(trial.code)}</b></p>
          {trial.detail && <p className={styles.detail}>{say.serverSays} <code>{trial.detail}</code></p>}
        </div>
      )}
    </section>
  );
}
