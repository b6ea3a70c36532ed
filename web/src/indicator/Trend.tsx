/* A figure day by day: a line, with gaps where there was nothing to measure. Told in words to those who
 * do not see it; the rows page holds the figures themselves. */
import type { Indicator } from '#/lib/api.gen';
import { date } from '#/lib/time';
import { useLanguage } from '#/lib/words';
import { figure } from './format';
import styles from './Trend.module.css';

const WIDTH = 300;
const HEIGHT = 64;
const MARGIN = 4;

export function Trend({ indicator, label }: { indicator: Indicator; label: string }) {
  const language = useLanguage();
  const { trend, unit } = indicator;
  const values = trend.flatMap((point) => (point.value === null ? [] : [point.value]));
  if (values.length < 2) return <div className={styles.trend} />;

  const top = unit === 'share' ? 1 : Math.max(...values) || 1;
  const x = (index: number) => MARGIN + (index / Math.max(1, trend.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) => HEIGHT - MARGIN - (value / top) * (HEIGHT - 2 * MARGIN);
  const runs: string[][] = [[]];
  trend.forEach((point, index) => {
    if (point.value === null) runs.push([]);
    else runs[runs.length - 1]?.push(`${x(index).toFixed(1)},${y(point.value).toFixed(1)}`);
  });
  const first = trend[0];
  const last = trend[trend.length - 1];
  const said = `${label} : ${figure(language, unit, Math.min(...values))} – ${figure(language, unit, Math.max(...values))}`;

  return (
    <figure className={styles.trend}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={said}>
        <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} className={styles.base} />
        {runs.map((run, index) => run.length === 1
          ? <circle key={index} cx={run[0]?.split(',')[0]} cy={run[0]?.split(',')[1]} r="2" className={styles.dot} />
          : <polyline key={index} points={run.join(' ')} className={styles.line} />)}
      </svg>
      {first && last && (
        <figcaption aria-hidden="true"><span>{date(language, first.date)}</span><span>max {figure(language, unit, top)}</span><span>{date(language, last.date)}</span></figcaption>
      )}
    </figure>
  );
}
