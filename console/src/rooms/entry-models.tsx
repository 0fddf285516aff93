import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Choice, ConfigurationModel } from '../api-configuration.ts'
import { get } from '../http.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Choosing } from './configure.tsx'
import type { EntryLine } from './entry-draft.ts'

/** The newest published model of each item that is sold configured, by its item. */
export function useModels(may: boolean): ReadonlyMap<string, ConfigurationModel> {
  const models = useQuery({
    queryKey: ['configuration-models'],
    queryFn: ({ signal }) =>
      get<{ configurationModels: ConfigurationModel[] }>('/configuration-models', { limit: 200 }, signal),
    enabled: may,
    staleTime: 60_000,
  })
  const { data } = models
  return useMemo(() => {
    const published = (data?.configurationModels ?? []).filter((one) => one.state === 'published')
    return new Map(published.map((one) => [one.sku, one]))
  }, [data])
}

const skusOf = new WeakMap<ReadonlyMap<string, unknown>, ReadonlySet<string>>()

export function modelSkus(models: ReadonlyMap<string, ConfigurationModel>): ReadonlySet<string> {
  let found = skusOf.get(models)
  if (found === undefined) skusOf.set(models, (found = new Set(models.keys())))
  return found
}

/** Chooses what a line is configured as. */
export function ConfigureLine(of: {
  model: ConfigurationModel
  number: number
  line: EntryLine
  currency: string
  take: (choices: readonly Choice[]) => void
  close: () => void
}) {
  const { model, number, line, currency, take, close } = of
  return (
    <Dialog title={`${model.name} of line ${number}`} onClose={close}>
      <div className="stack">
        <Choosing
          model={model}
          start={line.choices ?? []}
          {...(/^[A-Z]{3}$/.test(currency) ? { startCurrency: currency } : {})}
        >
          {(choices) => (
            <div className="row">
              <button
                type="button"
                className="main"
                onClick={() => {
                  take(choices)
                  close()
                }}
              >
                Take these choices
              </button>
            </div>
          )}
        </Choosing>
      </div>
    </Dialog>
  )
}
