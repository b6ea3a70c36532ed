/* The rows a figure is made of: the same query as its card. */
import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { address } from '#/lib/api';
import type { Indicator, IndicatorRow } from '#/lib/api.gen';
import { channelName, common } from '#/lib/common';
import { IconBack, IconDownload } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { date, dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { figure } from './format';
import { queryOf, useScope } from './scope';
import { words } from './words';

/* In what the values of rows are said; null: a row counts for one and has no value of its own. */
const UNITS: Record<string, Indicator['unit'] | null> = { first_answer: 'duration', resolution: 'duration', csat: 'score' };

export function Component() {
  const { name = '' } = useParams();
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const [scope] = useScope();
  const query = usePages<IndicatorRow>(['indicator-rows', name, scope], `/api/indicators/${name}/rows`, queryOf(scope));
  const rows = rowsOf(query.data);
  const unit = UNITS[name] ?? null;
  const title = (say.names as Record<string, string>)[name] ?? name;

  return (
    <ScreenPage title={say.rowsOf(title)} about={say.fromTo(date(language, scope.from), date(language, scope.to))} actions={
      <>
        <Button component={Link} to={address('/indicators', queryOf(scope))} variant="default" size="xs" leftSection={<IconBack size={15} />}>{say.back}</Button>
        <Button component="a" href={address(`/api/indicators/${name}/rows.csv`, queryOf(scope))} download variant="default" size="xs" leftSection={<IconDownload size={15} />}>{say.csv}</Button>
      </>
    }>
      <div className="card table-frame">
        {query.isPending && <RowsSkeleton />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyState title={say.empty} action={<NextStep to="conversations" />}>{say.emptyText}</EmptyState>}
        {rows.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say.when}</th><th scope="col">{say.conversation}</th><th scope="col">{say.person}</th><th scope="col">{say.channel}</th>
                {unit && <th scope="col" className="number">{say.value}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  <td style={{ whiteSpace: 'nowrap' }}>{dateTime(language, row.at)}</td>
                  <td>{row.conversation && <Link to={`/conversations/${row.conversation.id}?status=all`}>{row.conversation.subject || row.conversation.id}</Link>}</td>
                  <td>{row.person && nameOf(row.person)}</td>
                  <td>{channelName(sayCommon, row.channel)}</td>
                  {unit && <td className="number">{figure(language, unit, row.value)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <More pages={query} />
    </ScreenPage>
  );
}
