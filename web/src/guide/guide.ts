/* The first steps, for those who may take them. */
import { useQuery } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { Guide } from '#/lib/api.gen';
import { useMay } from '#/session/session';

export function useGuide() {
  const may = useMay('setting.manage');
  return useQuery({ queryKey: ['guide'], queryFn: ({ signal }) => api.get<Guide>('/api/guide', {}, signal), enabled: may });
}
