/* The logo: shown, replaced, taken away. The server looks at what it is. */
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, sendFile } from '#/lib/api';
import type { Brand } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { useBrand } from './brand';
import styles from './Brand.module.css';
import { words } from './words';

export function Logo() {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const brand = useBrand();
  const change = useMutation({
    mutationFn: async (file: File | null) => {
      if (file) await sendFile<Brand>('PUT', '/api/brand/logo', file);
      else await api.remove('/api/brand/logo');
    },
    onSuccess: (_, file) => {
      tellDone(file ? say.saved : say.removed);
      for (const queryKey of [['brand'], ['guide']]) void client.invalidateQueries({ queryKey });
    },
  });
  const logo = brand?.logo;
  return (
    <section className={`card ${styles.part}`}>
      <h2>{say.logo}</h2>
      <p>{say.logoAbout}</p>
      <div className={styles.logo}>
        {logo && brand ? <img src={logo.path} width={logo.width} height={logo.height} alt={say.alt(brand.name)} /> : <span className="quiet">{say.none}</span>}
        <FileButton accept="image/png,image/jpeg" onChange={(file) => file && change.mutate(file)} inputProps={{ 'aria-label': say.choose }}>
          {(button) => <Button {...button} variant="default" size="xs" loading={change.isPending}>{logo ? say.replace : say.choose}</Button>}
        </FileButton>
        {logo && <Button variant="subtle" color="red" size="xs" onClick={() => change.mutate(null)}>{say.remove}</Button>}
      </div>
      {change.isError && <p role="alert">{sentenceOf(sayCommon, change.error)}</p>}
    </section>
  );
}
