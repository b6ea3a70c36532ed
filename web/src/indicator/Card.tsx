/* One figure: its value, how sure it is, how it moves, and how it is computed. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { Link } from 'react-router';
import type { Indicator } from '#/lib/api.gen';
import { channelName, common } from '#/lib/common';
import { IconInfo } from '#/lib/icons';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import styles from './Card.module.css';
import { difference, figure } from './format';
import { Trend } from './Trend';
import { words } from './words';

export function Card({ indicator, rows }: { indicator: Indicator; rows: string }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const name = (say.names as Record<string, string>)[indicator.name] ?? indicator.name;
  const show = (value: number | null) => figure(language, indicator.unit, value);
  const moved = difference(language, indicator);

  return (
    <section className={`card ${styles.card}`} aria-label={name}>
      <header>
        <h2><Link to={rows}>{name}</Link></h2>
        <Tooltip label={indicator.formula[language]} multiline w={300} withArrow>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={say.formula(name)}><IconInfo size={16} /></ActionIcon>
        </Tooltip>
      </header>
      <p className={styles.value}>
        <span>{show(indicator.value)}</span>
        {moved && (
          <span className={styles.moved} title={say.previous(show(indicator.previous))}>
            <i aria-hidden="true">{moved.sign > 0 ? '▲' : moved.sign < 0 ? '▼' : '='}</i>
            {moved.sign > 0 ? say.more(moved.text) : moved.sign < 0 ? say.less(moved.text) : say.same}
          </span>
        )}
      </p>
      <p className={styles.sure}>
        {indicator.value === null ? say.noValue : (
          <>
            {say.unitText[indicator.unit] && <span>{say.unitText[indicator.unit]}</span>}
            {indicator.p90 !== null && <span>{say.p90(show(indicator.p90))}</span>}
            {indicator.low !== null && indicator.high !== null && <span title={say.intervalLong}>{say.interval(show(indicator.low), show(indicator.high))}</span>}
            {indicator.unit === 'share' && indicator.numerator !== null && indicator.denominator !== null
              ? <span>{say.fraction(formatNumber(language, indicator.numerator), formatNumber(language, indicator.denominator))}</span>
              : indicator.unit !== 'count' && <span>{say.n(indicator.n)}</span>}
          </>
        )}
      </p>
      <Trend indicator={indicator} label={say.trend[indicator.step](name)} />
      {indicator.by_channel.length > 0 && (
        <dl className={styles.channels} aria-label={say.byChannel}>
          {indicator.by_channel.map((one) => <div key={one.channel}><dt>{channelName(sayCommon, one.channel)}</dt><dd>{show(one.value)}</dd></div>)}
        </dl>
      )}
    </section>
  );
}
