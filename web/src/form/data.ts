/* Forms as the server knows them. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Form, FormAnswer, FormDraft, FormPreview, Mailbox } from '#/lib/api.gen';
import type { Language } from '#/lib/words';

export const keys = {
  list: ['forms', 'list'] as const,
  one: (id: string) => ['forms', id] as const,
  aside: ['form-answers'] as const,
};

export const useForms = () =>
  useQuery({ queryKey: keys.list, queryFn: ({ signal }) => api.get<Page<Form>>('/api/forms', { limit: 200 }, signal) });

/* What is written on the screen is not taken back by news of the server. */
export const useForm = (id: string) =>
  useQuery({ enabled: id !== 'new', queryKey: keys.one(id), queryFn: ({ signal }) => api.get<Form>(`/api/forms/${id}`, undefined, signal), staleTime: Infinity });

export const useAside = () =>
  useInfiniteQuery({
    queryKey: keys.aside,
    queryFn: ({ pageParam, signal }) => api.get<Page<FormAnswer>>('/api/form-answers', { limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const useOurAddresses = () =>
  useQuery({ queryKey: ['mailboxes', 'addresses'], queryFn: async ({ signal }) => (await api.get<Page<Mailbox>>('/api/mailboxes', { limit: 200 }, signal)).items.flatMap((box) => box.addresses.map((one) => one.address)) });

export const usePreview = (language: Language, form: FormDraft) =>
  useQuery({
    queryKey: ['form-preview', language, JSON.stringify(form)],
    queryFn: () => api.post<FormPreview>('/api/form-preview', { language, form }),
    placeholderData: (before) => before,
    retry: false,
    gcTime: 0,
  });
