import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type {
  CheckedConfiguration,
  Choice,
  ConfigurationModel,
  ModelAttribute,
  ModelGroup,
  ModelOption,
} from '../api-configuration.ts'
import { get, send } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { MoneyValue } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

/** Choosing what something is made of: each choice says what follows, why, and what it costs. */
export function Configure() {
  const { model: code } = useParams()
  const navigate = useNavigate()
  const models = useQuery({
    queryKey: ['configuration-models'],
    queryFn: ({ signal }) =>
      get<{ configurationModels: ConfigurationModel[] }>('/configuration-models', { limit: 200 }, signal),
  })
  return (
    <div className="stack">
      <Title page="Configure">Configure</Title>
      <Asked query={models} what="models">
        {({ configurationModels: all }) => {
          const published = all.filter((one) => one.state === 'published')
          const newest = [...new Map(published.map((one) => [one.code, one])).values()]
          const model = code === undefined ? newest[0] : newest.find((one) => one.code === code)
          if (!model && code !== undefined)
            return (
              <Empty title="There is no such model.">
                <p>The address may be wrong, or no version of it is published.</p>
                <Link to="/orders">Go to the orders</Link>
              </Empty>
            )
          if (!model)
            return (
              <Empty title="No model is published.">What may be chosen is said in the room of models.</Empty>
            )
          return (
            <>
              <div className="field">
                <label htmlFor="model">Model</label>
                <select
                  id="model"
                  value={model.code}
                  onChange={(event) => void navigate(`/configure/${encodeURIComponent(event.target.value)}`)}
                >
                  {newest.map((one) => (
                    <option key={one.code} value={one.code}>
                      {one.name}
                    </option>
                  ))}
                </select>
              </div>
              <Choosing key={model.code} model={model} />
            </>
          )
        }}
      </Asked>
    </div>
  )
}

/** What a person does to choices. */
interface Acts {
  choices: readonly Choice[]
  choose: (choice: Choice) => void
  takeBack: (places: readonly number[]) => void
  explain: (option: string) => void
}

const subject = (choice: Choice): string => ('option' in choice ? choice.option : choice.attribute)

/** `start`: what was chosen before; `children`: what is done with the choices that stand. */
export function Choosing({
  model,
  start = [],
  startCurrency = 'GBP',
  children,
}: {
  model: ConfigurationModel
  start?: readonly Choice[]
  startCurrency?: string
  children?: (choices: readonly Choice[]) => ReactNode
}) {
  const [choices, setChoices] = useState<readonly Choice[]>(start)
  const [explained, setExplained] = useState<string>()
  const [currency, setCurrency] = useState(startCurrency)
  const body = {
    model: model.code,
    choices,
    explain: explained === undefined ? [] : [explained],
    offer: { currency },
  }
  const checked = useQuery({
    queryKey: ['configurations/check', body],
    // Its places are of the choices that it was asked with: others may be on their way.
    queryFn: async () => ({
      choices,
      answer: (await send<CheckedConfiguration>('POST', '/configurations/check', body))!,
    }),
    placeholderData: keepPreviousData,
  })
  const actsOn = (answered: readonly Choice[]): Acts => ({
    choices: answered,
    choose: (choice) => setChoices([...choices.filter((one) => subject(one) !== subject(choice)), choice]),
    takeBack: (places) => {
      const back = new Set(places.map((place) => subject(answered[place]!)))
      setChoices(choices.filter((one) => !back.has(subject(one))))
      setExplained(undefined)
    },
    explain: setExplained,
  })
  return (
    <Asked query={checked} what="answer">
      {({ choices: answered, answer }) => (
        <>
          <Standing answer={answer} acts={actsOn(answered)} />
          {model.groups.map((group) => (
            <Group key={group.code} group={group} answer={answer} acts={actsOn(answered)} />
          ))}
          {(model.attributes ?? []).map((attribute) => (
            <Attribute key={attribute.code} attribute={attribute} answer={answer} acts={actsOn(answered)} />
          ))}
          <Panel title="Price and date">
            <div className="inside stack">
              <div className="field">
                <label htmlFor="currency">Currency</label>
                <input
                  id="currency"
                  value={currency}
                  maxLength={3}
                  onChange={(event) => {
                    const text = event.target.value.toUpperCase()
                    if (/^[A-Z]{3}$/.test(text)) setCurrency(text)
                  }}
                />
              </div>
              <Offer answer={answer} />
            </div>
          </Panel>
          {children?.(choices)}
        </>
      )}
    </Asked>
  )
}

/** Whether it can be ordered, and everything that keeps it from that. */
function Standing({ answer, acts }: { answer: CheckedConfiguration; acts: Acts }) {
  const told = answer.complete
    ? 'It is complete and can be ordered.'
    : answer.valid
      ? 'Something is missing.'
      : 'Choices contradict each other.'
  return (
    <div className="stack">
      <p role="status" className={answer.complete ? 'notice' : 'notice warn'}>
        {told}
      </p>
      {answer.contradictions.map(({ choice, because, waysOut }) => (
        <div key={String(choice)} className="notice warn stack">
          <p>{because.constraints.map(({ text }) => text).join('; ')}</p>
          <WaysOut ways={waysOut} acts={acts} />
        </div>
      ))}
      {answer.missing.length > 0 && (
        <ul>
          {answer.missing.map((one) => (
            <li key={`${one.path} ${one.text}`}>{one.text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Each way out is a button: what it takes back stands on it. */
function WaysOut({ ways, acts }: { ways: readonly number[][]; acts: Acts }) {
  return (
    <div className="row">
      {ways.map((way) => (
        <button key={way.join()} type="button" onClick={() => acts.takeBack(way)}>
          Take back {way.map((place) => subject(acts.choices[place]!)).join(' and ')}
        </button>
      ))}
    </div>
  )
}

function Group({ group, answer, acts }: { group: ModelGroup; answer: CheckedConfiguration; acts: Acts }) {
  const { min = 0, max } = group
  const many =
    max === undefined ? (min > 0 ? `at least ${min}` : 'any') : min === max ? `${max}` : `${min} to ${max}`
  return (
    <Panel title={`${group.name ?? group.code}: ${many}`}>
      <ul className="inside plain-list stack">
        {group.options.map((option) => (
          <Option key={option.code} option={option} answer={answer} acts={acts} />
        ))}
      </ul>
    </Panel>
  )
}

function Option({ option, answer, acts }: { option: ModelOption; answer: CheckedConfiguration; acts: Acts }) {
  const { code, name = code } = option
  const found = answer.options.find((one) => one.code === code)
  const state = found?.state ?? 'open'
  const at = acts.choices.findIndex((one) => subject(one) === code)
  const why = answer.explanations.find((one) => one.option === code)
  const open = state === 'open' || state === 'default'
  return (
    <li className="stack">
      <div className="row spread">
        <span>
          {name}
          {(found?.quantity ?? 0) > 1 && ` × ${found!.quantity}`} <span className="soft">{words(state)}</span>
        </span>
        <span className="row">
          {at < 0 && open && (
            <button type="button" onClick={() => acts.choose({ option: code })}>
              Choose<span className="only-read">: {name}</span>
            </button>
          )}
          {at < 0 && open && (
            <button
              type="button"
              className="plain"
              onClick={() => acts.choose({ option: code, chosen: false })}
            >
              Not this<span className="only-read">: {name}</span>
            </button>
          )}
          {at >= 0 && (
            <button type="button" onClick={() => acts.takeBack([at])}>
              Take back<span className="only-read">: {name}</span>
            </button>
          )}
          {at < 0 && !open && (
            <button
              type="button"
              className="plain"
              aria-expanded={why !== undefined}
              onClick={() => acts.explain(code)}
            >
              Why?<span className="only-read">: {name}</span>
            </button>
          )}
        </span>
      </div>
      {at >= 0 && option.quantity && state === 'chosen' && (
        <div className="field">
          <label htmlFor={`quantity-${code}`}>How many of {name}</label>
          <input
            id={`quantity-${code}`}
            type="number"
            min={found?.least}
            max={found?.most}
            value={found?.quantity ?? 1}
            onChange={(event) => {
              const quantity = Number(event.target.value)
              if (
                Number.isInteger(quantity) &&
                quantity >= option.quantity!.min &&
                quantity <= option.quantity!.max
              )
                acts.choose({ option: code, quantity })
            }}
          />
        </div>
      )}
      {why && !open && (
        <div className="notice stack" role="status">
          <p>
            {[
              ...why.because.choices.map((place) => `You decided on ${subject(acts.choices[place]!)}`),
              ...why.because.constraints.map(({ text }) => text),
            ].join('; ')}
            .
          </p>
          <WaysOut ways={why.waysOut} acts={acts} />
        </div>
      )}
    </li>
  )
}

function Attribute({
  attribute,
  answer,
  acts,
}: {
  attribute: ModelAttribute
  answer: CheckedConfiguration
  acts: Acts
}) {
  const { code, name = code, values, range } = attribute
  const found = answer.attributes.find((one) => one.code === code)
  const value = found?.value ?? ''
  const at = acts.choices.findIndex((one) => subject(one) === code)
  const set = (text: string): void => {
    if (text === '') acts.takeBack(at < 0 ? [] : [at])
    else acts.choose({ attribute: code, value: range ? Number(text) : text })
  }
  return (
    <div className="field">
      <label htmlFor={`attribute-${code}`}>{name}</label>
      {values ? (
        <select id={`attribute-${code}`} value={String(value)} onChange={(event) => set(event.target.value)}>
          <option value="">Not decided</option>
          {values.map((one) => (
            <option key={one} disabled={at < 0 && found?.values?.includes(one) === false}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={`attribute-${code}`}
          type={range ? 'number' : 'text'}
          min={found?.least}
          max={found?.most}
          maxLength={attribute.maxLength}
          value={String(value)}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </div>
  )
}

function Offer({ answer }: { answer: CheckedConfiguration }) {
  const { offer } = answer
  if (!offer) return null
  return (
    <>
      {offer.price ? (
        <p>
          <MoneyValue value={offer.price.net} /> and <MoneyValue value={offer.price.tax} /> tax, for{' '}
          {offer.price.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')}.
        </p>
      ) : (
        <p>No price: {offer.problems.map(({ message }) => message).join('; ')}.</p>
      )}
      <p>
        {offer.on === null ? (
          'Not everything is in sight.'
        ) : (
          <>
            Its goods are there on <Day value={offer.on} />.
          </>
        )}
      </p>
    </>
  )
}
