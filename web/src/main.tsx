import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './lib/theme.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { followFacts } from './follow';
import { Problem } from './lib/api';
import { schemes, theme } from './lib/theme';
import { modules } from './modules';
import { watchSignOut } from './session/session';
import { Broken, NotFound } from './shell/Broken';
import { Gate } from './shell/Gate';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      /* What is shown is kept right by events; asking again on each focus would only add load. */
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});
watchSignOut(client);
followFacts(client);

/* While the part of a first address is being loaded. */
const Blank = () => null;

const router = createBrowserRouter([
  { path: '/welcome', HydrateFallback: Blank, lazy: () => import('./session/Welcome') },
  {
    element: <Gate />,
    HydrateFallback: Blank,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { index: true, element: <Navigate to="/conversations" replace /> },
          ...modules.flatMap((module) => module.routes),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} colorSchemeManager={schemes} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notifications withinPortal={false} position="bottom-left" containerWidth={360} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
