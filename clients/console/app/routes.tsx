import { useState } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { basePath } from '../config.ts';
import { PageFailure } from './page-failure.tsx';
import { PageSkeleton } from '../components/page-skeleton.tsx';
import { Shell } from './shell.tsx';

/** Every page, loaded when it is opened. Links are made by `paths`. */
const pages: RouteObject[] = [
  { index: true, lazy: () => import('../pages/inbox/page.tsx') },
  { path: 'groups', lazy: () => import('../pages/groups/page.tsx') },
  { path: 'groups/:groupId', lazy: () => import('../pages/group/page.tsx') },
  { path: 'groups/:groupId/history', lazy: () => import('../pages/history/page.tsx') },
  { path: 'groups/:groupId/change', lazy: () => import('../pages/request/group-page.tsx') },
  { path: 'services/:serviceId/change', lazy: () => import('../pages/request/service-page.tsx') },
  { path: 'changes/:changeId', lazy: () => import('../pages/change/page.tsx') },
  { path: 'reassignments', lazy: () => import('../pages/reassignments/page.tsx') },
  { path: 'reassignments/new', lazy: () => import('../pages/replace/page.tsx') },
  { path: 'reassignments/:reassignmentId', lazy: () => import('../pages/reassignment/page.tsx') },
  { path: 'operator', lazy: () => import('../pages/operator/page.tsx') },
  { path: 'account', lazy: () => import('../pages/account/page.tsx') },
  { path: '*', lazy: () => import('../pages/not-found.tsx') },
];

const createRouter = () =>
  createBrowserRouter(
    [
      {
        element: <Shell />,
        hydrateFallbackElement: <PageSkeleton />,
        errorElement: <PageFailure />,
        children: [{ errorElement: <PageFailure />, children: pages }],
      },
    ],
    { basename: basePath },
  );

export function Routes() {
  const [router] = useState(createRouter);
  return <RouterProvider router={router} />;
}
