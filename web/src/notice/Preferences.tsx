/* How one is told of what, and when one is left alone. */
import { Button, Checkbox, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { NoticeDigest, NoticePreferences } from '#/lib/api.gen';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { usePrefer, usePreferences } from './data';
import { desktopState } from './desktop';
import styles from './Notice.module.css';
import { words } from './words';

type Prefer = ReturnType<typeof usePrefer>['mutate'];

export function Component() {
  const say = useWords(words);
  const language = useLanguage();
  const query = usePreferences();
  const { mutate } = usePrefer();
  const prefer: Prefer = (change) => mutate(change, { onError: (error) => tellError(language, error) });
  return (
    <ScreenPage title={say.preferencesTitle} about={say.preferencesAbout} actions={<Button component={Link} to="/profile" variant="default" size="xs">{say.back}</Button>}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data && (
        <>
          <Kinds preferences={query.data} prefer={prefer} />
          <Desktop preferences={query.data} prefer={prefer} />
          <Mail preferences={query.data} prefer={prefer} />
          <Quiet preferences={query.data} prefer={prefer} />
        </>
      )}
    </ScreenPage>
  );
}

interface PartProps {
  preferences: NoticePreferences;
  prefer: Prefer;
}

function Part({ title, children }: { title?: string; children: ReactNode }) {
  return <section className={`card ${styles.part}`}>{title && <h2>{title}</h2>}{children}</section>;
}

const WAYS = ['page', 'desktop', 'mail'] as const;

function Kinds({ preferences, prefer }: PartProps) {
  const say = useWords(words);
  return (
    <Part>
      <table className={styles.table}>
        <thead><tr><th scope="col">{say.what}</th>{WAYS.map((way) => <th key={way} scope="col">{say.ways[way]}</th>)}</tr></thead>
        <tbody>
          {preferences.kinds.map((choice) => (
            <tr key={choice.kind}>
              <th scope="row">{say.about_kinds[choice.kind]}</th>
              {WAYS.map((way) => (
                <td key={way}>
                  <Checkbox display="inline-block" aria-label={say.wayOf(say.ways[way], say.kinds[choice.kind])} checked={choice[way]}
                    onChange={(event) => prefer({ kinds: [{ ...choice, [way]: event.currentTarget.checked }] })} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Desktop({ preferences, prefer }: PartProps) {
  const say = useWords(words);
  const [state, setState] = useState(desktopState);
  const about = { default: say.desktopAsk, granted: say.desktopOn, denied: say.desktopDenied, none: say.desktopNone }[state];
  return (
    <Part title={say.desktop}>
      <p>{about}</p>
      {state === 'default' && <Button size="xs" mb="md" onClick={() => void Notification.requestPermission().then(setState)}>{say.desktopAllow}</Button>}
      <Switch label={say.content} description={say.contentAbout} checked={preferences.content} onChange={(event) => prefer({ content: event.currentTarget.checked })} />
    </Part>
  );
}

function Mail({ preferences, prefer }: PartProps) {
  const say = useWords(words);
  const language = useLanguage();
  const now = useMutation({
    mutationFn: () => api.post<NoticeDigest>('/api/notices/digest'),
    onSuccess: ({ told }) => tellDone(told > 0 ? say.digestSent(told) : say.digestNothing),
    onError: (error) => tellError(language, error),
  });
  return (
    <Part title={say.mail}>
      <p>{say.digest}</p>
      <div className={styles.fields}>
        <SegmentedControl aria-label={say.digest} value={preferences.digest} onChange={(digest) => prefer({ digest: digest as NoticePreferences['digest'] })}
          data={(['off', 'hourly', 'daily'] as const).map((value) => ({ value, label: say.digests[value] }))} />
        {preferences.digest === 'daily' && (
          <NativeSelect aria-label={say.digestHour} value={String(preferences.digest_hour)} onChange={(event) => prefer({ digest_hour: Number(event.currentTarget.value) })}
            data={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: say.hour(hour) }))} />
        )}
        <Button size="xs" variant="default" loading={now.isPending} onClick={() => now.mutate()}>{say.digestNow}</Button>
      </div>
    </Part>
  );
}

const tomorrowMorning = () => {
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  return morning.toISOString();
};

function Quiet({ preferences, prefer }: PartProps) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <Part title={say.quiet}>
      <Switch mb="md" label={say.outside} description={say.outsideAbout} checked={preferences.outside_hours} onChange={(event) => prefer({ outside_hours: event.currentTarget.checked })} />
      {preferences.quiet_until && <p role="status">{say.pausedUntil(dateTime(language, preferences.quiet_until))}</p>}
      <div className={styles.fields} role="group" aria-label={say.pause}>
        {preferences.quiet_until ? (
          <Button size="xs" onClick={() => prefer({ quiet_until: null })}>{say.pauses.stop}</Button>
        ) : (
          <>
            <span>{say.pause}</span>
            <Button size="xs" variant="default" onClick={() => prefer({ quiet_until: new Date(Date.now() + 3_600_000).toISOString() })}>{say.pauses.hour}</Button>
            <Button size="xs" variant="default" onClick={() => prefer({ quiet_until: tomorrowMorning() })}>{say.pauses.day}</Button>
          </>
        )}
      </div>
    </Part>
  );
}
