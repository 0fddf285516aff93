import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { ApiProblem } from './http.ts'
import { Loading } from './parts/states.tsx'
import { Home, Lost, Shell } from './shell.tsx'
import './styles/base.css'
import './styles/shell.css'
import './styles/parts.css'
import './styles/things.css'

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The session ended: ask who is there, which leads to the sign-in.
    onError: (error, query) => {
      if (error instanceof ApiProblem && error.status === 401 && query.queryKey[0] !== 'session')
        void client.invalidateQueries({ queryKey: ['session'] })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // A refusal stays one; a fault is tried again, a few times.
      retry: (count, error) =>
        error instanceof ApiProblem && (error.status === 0 || error.status >= 500) && count < 2,
      retryDelay: (attempt) => 500 * 2 ** attempt,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: Lost,
    HydrateFallback: () => <Loading what="console" />,
    children: [
      {
        ErrorBoundary: Lost,
        children: [
          { index: true, Component: Home },
          { path: 'orders', lazy: async () => ({ Component: (await import('./rooms/orders.tsx')).Orders }) },
          {
            path: 'orders/:id/:section?',
            lazy: async () => ({ Component: (await import('./rooms/order.tsx')).Order }),
          },
          {
            path: 'orders/:id/amend',
            lazy: async () => ({ Component: (await import('./rooms/amend-order.tsx')).AmendOrder }),
          },
          {
            path: 'orders/:id/then/:pos',
            lazy: async () => ({ Component: (await import('./rooms/order-then.tsx')).OrderThen }),
          },
          {
            path: 'new-order',
            lazy: async () => ({ Component: (await import('./rooms/new-order.tsx')).NewOrder }),
          },
          { path: 'quotes', lazy: async () => ({ Component: (await import('./rooms/quotes.tsx')).Quotes }) },
          {
            path: 'quotes/:id',
            lazy: async () => ({ Component: (await import('./rooms/quote.tsx')).Quote }),
          },
          {
            path: 'approvals',
            lazy: async () => ({ Component: (await import('./rooms/approvals.tsx')).Approvals }),
          },
          {
            path: 'backlog',
            lazy: async () => ({ Component: (await import('./rooms/backlog.tsx')).Backlog }),
          },
          {
            path: 'backlog/:id',
            lazy: async () => ({ Component: (await import('./rooms/backlog.tsx')).BacklogOfRun }),
          },
          {
            path: 'configure/:model?',
            lazy: async () => ({ Component: (await import('./rooms/configure.tsx')).Configure }),
          },
          {
            path: 'models',
            lazy: async () => ({ Component: (await import('./rooms/models.tsx')).Models }),
          },
          {
            path: 'operations',
            lazy: async () => ({ Component: (await import('./rooms/operations.tsx')).Operations }),
          },
          {
            path: 'worklist',
            lazy: async () => ({ Component: (await import('./rooms/worklist.tsx')).Worklist }),
          },
          {
            path: 'fallout',
            lazy: async () => ({ Component: (await import('./rooms/fallout.tsx')).Fallout }),
          },
          {
            path: 'fallout/:cause',
            lazy: async () => ({ Component: (await import('./rooms/fallout.tsx')).FalloutOfCause }),
          },
          {
            path: 'bulk-jobs',
            lazy: async () => ({ Component: (await import('./rooms/bulk-jobs.tsx')).BulkJobs }),
          },
          {
            path: 'bulk-jobs/:id',
            lazy: async () => ({ Component: (await import('./rooms/bulk-jobs.tsx')).BulkJobRoom }),
          },
          { path: 'search', lazy: async () => ({ Component: (await import('./rooms/search.tsx')).Search }) },
          { path: 'stock', lazy: async () => ({ Component: (await import('./rooms/stock.tsx')).Stock }) },
          { path: 'stock/:sku', lazy: async () => ({ Component: (await import('./rooms/item.tsx')).Item }) },
          {
            path: 'pick-up',
            lazy: async () => ({ Component: (await import('./rooms/pick-up.tsx')).PickUp }),
          },
          { path: 'feeds', lazy: async () => ({ Component: (await import('./rooms/feeds.tsx')).Feeds }) },
          { path: 'strays', lazy: async () => ({ Component: (await import('./rooms/strays.tsx')).Strays }) },
          { path: 'books', lazy: async () => ({ Component: (await import('./rooms/books.tsx')).Books }) },
          {
            path: 'books/journals',
            lazy: async () => ({ Component: (await import('./rooms/journals.tsx')).Journals }),
          },
          {
            path: 'books/:code',
            lazy: async () => ({ Component: (await import('./rooms/account.tsx')).Account }),
          },
          {
            path: 'receivables',
            lazy: async () => ({ Component: (await import('./rooms/receivables.tsx')).Receivables }),
          },
          {
            path: 'receipts',
            lazy: async () => ({ Component: (await import('./rooms/receipts.tsx')).Receipts }),
          },
          {
            path: 'receipts/:id',
            lazy: async () => ({ Component: (await import('./rooms/receipt.tsx')).Receipt }),
          },
          {
            path: 'invoices',
            lazy: async () => ({ Component: (await import('./rooms/invoices.tsx')).Invoices }),
          },
          {
            path: 'invoices/:id',
            lazy: async () => ({ Component: (await import('./rooms/invoice.tsx')).Invoice }),
          },
          {
            path: 'customers',
            lazy: async () => ({ Component: (await import('./rooms/customers.tsx')).Customers }),
          },
          {
            path: 'customers/:number',
            lazy: async () => ({ Component: (await import('./rooms/customer.tsx')).Customer }),
          },
          {
            path: 'matches',
            lazy: async () => ({ Component: (await import('./rooms/matches.tsx')).Matches }),
          },
          {
            path: 'patterns',
            lazy: async () => ({ Component: (await import('./rooms/patterns.tsx')).Patterns }),
          },
          {
            path: 'channels',
            lazy: async () => ({ Component: (await import('./rooms/channels.tsx')).Channels }),
          },
          {
            path: 'new-channel',
            lazy: async () => ({ Component: (await import('./rooms/new-channel.tsx')).NewChannel }),
          },
          {
            path: 'channels/:channel',
            lazy: async () => ({ Component: (await import('./rooms/channel.tsx')).Channel }),
          },
          {
            path: 'channels/:channel/:message',
            lazy: async () => ({ Component: (await import('./rooms/message.tsx')).Message }),
          },
          {
            path: 'payments',
            lazy: async () => ({ Component: (await import('./rooms/payments.tsx')).Payments }),
          },
          {
            path: 'webhooks',
            lazy: async () => ({ Component: (await import('./rooms/webhooks.tsx')).Webhooks }),
          },
          {
            path: 'webhooks/:endpoint',
            lazy: async () => ({ Component: (await import('./rooms/webhook.tsx')).Webhook }),
          },
          {
            path: 'webhooks/:endpoint/:event',
            lazy: async () => ({ Component: (await import('./rooms/webhook-event.tsx')).WebhookEvent }),
          },
          { path: 'alerts', lazy: async () => ({ Component: (await import('./rooms/alerts.tsx')).Alerts }) },
          {
            path: 'alerts/:id',
            lazy: async () => ({ Component: (await import('./rooms/alert.tsx')).Alert }),
          },
          {
            path: 'runbook/:page?',
            lazy: async () => ({ Component: (await import('./rooms/runbook.tsx')).Runbook }),
          },
          { path: 'jobs', lazy: async () => ({ Component: (await import('./rooms/jobs.tsx')).Jobs }) },
          { path: 'jobs/:job', lazy: async () => ({ Component: (await import('./rooms/job.tsx')).Job }) },
          { path: 'setup', lazy: async () => ({ Component: (await import('./rooms/setup.tsx')).Setup }) },
          {
            path: 'monitoring',
            lazy: async () => ({ Component: (await import('./rooms/health.tsx')).Health }),
          },
          { path: '*', Component: Lost },
        ],
      },
    ],
  },
])

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
