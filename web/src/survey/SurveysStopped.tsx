/* Whether a person asked not to be invited to surveys; whoever may change persons notes it for them, or undoes it. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { SurveyStop } from '#/lib/api.gen';
import { tellDone, tellError } from '#/lib/tell';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { words } from './words';

export function SurveysStopped({ person }: { person: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const mayChange = useMay('person.write');
  const client = useQueryClient();
  const path = `/api/persons/${person}/surveys-stopped`;
  const key = ['surveys-stopped', person];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<SurveyStop>(path, undefined, signal) });
  const change = useMutation({
    mutationFn: (stopped: boolean) => api.put<SurveyStop>(path, { stopped }),
    onSuccess: (after) => {
      client.setQueryData(key, after);
      tellDone(after.stopped_at ? say.nowStopped : say.nowResumed);
    },
    onError: (error) => tellError(language, error),
  });
  if (!query.data) return null;
  const since = query.data.stopped_at;
  return (
    <div>
      <dt>{say.title}</dt>
      <dd>
        {since ? say.stoppedSince(dateTime(language, since)) : say.mayBeAsked}
        {mayChange && <> <Button size="compact-xs" variant="subtle" loading={change.isPending} onClick={() => change.mutate(!since)}>{since ? say.resume : say.stop}</Button></>}
      </dd>
    </div>
  );
}
