/* The colour, and what becomes of it on light and on dark ground. */
import { useQuery } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { BrandPreview, BrandTone, Setting } from '#/lib/api.gen';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import { SettingRow } from '#/setting/SettingRow';
import styles from './Brand.module.css';
import { words } from './words';

const READABLE = 4.5;

export function Colour({ setting }: { setting: Setting }) {
  const say = useWords(words);
  const language = useLanguage();
  const colour = String(setting.value);
  const { data } = useQuery({
    queryKey: ['brand', 'preview', colour],
    queryFn: ({ signal }) => api.get<BrandPreview>('/api/brand/preview', { colour }, signal),
  });
  return (
    <section className={`card ${styles.part}`}>
      <h2>{say.colour}</h2>
      <p>{say.colourAbout}</p>
      <SettingRow setting={setting} />
      {data && (
        <>
          <p role="status">{(data.contrast >= READABLE ? say.kept : say.adjusted)(formatNumber(language, data.contrast, 1))}</p>
          <div className={styles.samples}>
            <Sample name={say.light} tone={data.light} paper="#ffffff" ink="#1b1f27" />
            <Sample name={say.dark} tone={data.dark} paper="#15181e" ink="#eceff4" />
          </div>
        </>
      )}
    </section>
  );
}

function Sample({ name, tone, paper, ink }: { name: string; tone: BrandTone; paper: string; ink: string }) {
  const say = useWords(words);
  return (
    <div className={styles.sample} style={{ background: paper, color: ink }}>
      <small>{name}</small>
      <span style={{ background: tone.accent, color: tone.on_accent }}>{say.button}</span>
      <u style={{ color: tone.accent }}>{say.link}</u>
    </div>
  );
}
