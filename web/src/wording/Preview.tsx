/* The invitation and the pages of a survey as persons would read them, what is being written included. They
 * are shown in frames where nothing may run nor be sent. */
import { Modal, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { SurveyPreview, SurveyText } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords, type Language } from '#/lib/words';
import styles from './Wording.module.css';
import { words } from './words';

const PARTS = ['invitation', 'page', 'thanks'] as const;

export function Preview({ language, texts, onClose }: { language: Language; texts: SurveyText[]; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const query = useQuery({
    queryKey: ['survey-preview', language, texts],
    queryFn: () => api.post<SurveyPreview>('/api/surveys/preview', { language, texts }),
    retry: false,
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={say.previewTitle} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      {query.isPending && <RowsSkeleton rows={4} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <Tabs defaultValue="invitation" keepMounted={false}>
          <Tabs.List mb="sm">{PARTS.map((one) => <Tabs.Tab key={one} value={one}>{say[one]}</Tabs.Tab>)}</Tabs.List>
          {PARTS.map((one) => (
            <Tabs.Panel key={one} value={one}>
              {one === 'invitation' && <p className={styles.subject}><span className="quiet">{say.subject}</span> {query.data.invitation_subject}</p>}
              <iframe className={styles.frame} title={say[one]} sandbox="" srcDoc={query.data[one]} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </Modal>
  );
}
