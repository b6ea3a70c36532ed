/* What is set up, as one file: out, and in, after having seen what that would do. */
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, sendFile } from '#/lib/api';
import type { ConfigurationReport } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { IconDownload } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { BackToSettings } from '#/setting/BackToSettings';
import styles from './Configuration.module.css';
import { Report } from './Report';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  return (
    <ScreenPage title={say.title} about={say.about} actions={<BackToSettings />}>
      <section className={`card ${styles.part}`}>
        <h2>{say.exportTitle}</h2>
        <p>{say.exportText}</p>
        <Button component="a" href="/api/configuration" download="lien-configuration.json" variant="default" leftSection={<IconDownload size={16} />}>{say.export}</Button>
      </section>
      <Import />
    </ScreenPage>
  );
}

function Import() {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const bring = useMutation({
    mutationFn: ({ given, dry }: { given: File; dry: boolean }) => sendFile<ConfigurationReport>('POST', '/api/configuration', given, { dry_run: dry }),
    onSuccess: (report) => {
      if (!report.applied) return;
      tellDone(say.applied);
      setFile(null);
      void client.invalidateQueries();
    },
  });
  const look = (given: File | null) => {
    if (!given) return;
    setFile(given);
    bring.mutate({ given, dry: true });
  };
  const report = bring.data;
  const useful = report && report.counts.refused === 0 && report.counts.added + report.counts.changed > 0;
  return (
    <section className={`card ${styles.part}`}>
      <h2>{say.importTitle}</h2>
      <p>{say.importText}</p>
      <FileButton accept="application/json,.json" onChange={look} inputProps={{ 'aria-label': say.choose }}>
        {(button) => <Button {...button} variant="default" loading={bring.isPending}>{say.choose}</Button>}
      </FileButton>
      {bring.isError && (
        <p role="alert">{bring.error instanceof Problem && bring.error.status === 400 ? `${say.notOurs} ${bring.error.detail}` : sentenceOf(sayCommon, bring.error)}</p>
      )}
      {report && <Report report={report} />}
      {file && useful && !report.applied && (
        <div className={styles.actions}>
          <Button loading={bring.isPending} onClick={() => bring.mutate({ given: file, dry: false })}>{say.apply}</Button>
          <span className="quiet">{file.name}</span>
        </div>
      )}
    </section>
  );
}
