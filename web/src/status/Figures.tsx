/* The figures of the store and of the server that answers. */
import type { ReactNode } from 'react';
import type { Status } from '#/lib/api.gen';
import { fileSize } from '#/lib/time';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Status.module.css';
import { words } from './words';

export function Figures({ status }: { status: Status }) {
  const say = useWords(words);
  const language = useLanguage();
  const { store, process, lmtp, backup } = status;
  const size = (bytes: number) => fileSize(language, bytes);
  const count = (value: number) => value.toLocaleString(language);
  return (
    <div className={styles.pair}>
      <List title={say.store}>
        <Figure name={say.engine}>{store.engine} {store.version}</Figure>
        <Figure name={say.size}>{size(store.bytes)}</Figure>
        {store.log_bytes !== null && <Figure name={say.log}>{size(store.log_bytes)}</Figure>}
        <Figure name={say.free}>{process.disk_size < 0 ? say.notKnown : say.freeOf(size(process.disk_free), size(process.disk_size))}</Figure>
        <Figure name={say.written}>{count(store.writes)}</Figure>
        <Figure name={say.backup}>{backup.at ? <><TimeAgo at={backup.at} />{backup.bytes > 0 && <> · {size(backup.bytes)}</>}</> : say.never}</Figure>
      </List>
      <List title={say.here}>
        <Figure name={say.version}>{status.version}</Figure>
        {process.started_at && <Figure name={say.started}><TimeAgo at={process.started_at} /></Figure>}
        <Figure name={say.memory}>{size(process.memory_bytes)}</Figure>
        <Figure name={say.requests}>{count(process.requests)}{process.failed > 0 && <>, {say.failed} {count(process.failed)}</>}</Figure>
        <Figure name={say.pages}>{count(process.streams)}</Figure>
        <Figure name={say.feeds}>{count(process.feeds)}</Figure>
        <Figure name={say.lmtp}>{lmtp.on ? count(lmtp.kept) : say.lmtpOff}</Figure>
        {lmtp.last_at && <Figure name={say.lastMail}><TimeAgo at={lmtp.last_at} /></Figure>}
      </List>
    </div>
  );
}

function List({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={`card ${styles.part}`}>
      <h2>{title}</h2>
      <dl className={styles.figures}>{children}</dl>
    </section>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
