import { Type } from 'typebox'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { defineProblems, ok, problem, route, type Route } from '../platform/http/index.ts'
import { MICRO, MOST_QUANTITY, formatMicro, isCurrency, readMicro, type Micro } from '../platform/money.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { DateShape, money, MoneyShape, orNull, unitPrice, UnitPriceShape } from '../platform/wire.ts'
import { NoTurn, TooComplex, type Answer, type Because } from '../catalog/index.ts'
import { checkConfiguration, UnknownOptions, type CheckedConfiguration } from './check-configuration.ts'
import { ChoiceInput, MOST_CHOICES } from './configuration.ts'

defineProblems({
  no_model: [
    404,
    'There is no published configuration model of this name that holds today.',
    'Publish one, or ask for another version.',
  ],
  configuration_too_complex: [
    422,
    'The model is too complex for what follows from these choices to be found.',
    'Divide its sums and rules into smaller ones, or choose more before you ask.',
  ],
})

const strict = { additionalProperties: false }
const Constraint = Type.Object(
  {
    kind: Type.String({ description: 'rule, resource or structure' }),
    code: Type.String(),
    path: Type.String({ description: 'Its place in the model' }),
    text: Type.String(),
  },
  { title: 'ConfigurationConstraint' },
)
const Choices = Type.Array(Type.Integer(), { description: 'Places of choices, from 0' })
const More = Type.Optional(
  Type.Object(
    { choices: Type.Integer(), constraints: Type.Integer() },
    { description: 'How many there are beside those that are told' },
  ),
)
const BecauseShape = Type.Object(
  { choices: Choices, constraints: Type.Array(Constraint), more: More },
  { title: 'ConfigurationReason' },
)
const Ways = Type.Array(Choices, {
  description: 'Each: choices which, taken back, leave the others possible',
})
const State = Type.String({
  description:
    'chosen or rejected by a choice; forced or excluded by what was chosen; default: taken unless something else is chosen; open',
})

const Checked = Type.Object(
  {
    model: Type.String(),
    version: Type.Integer(),
    sku: Type.String(),
    on: DateShape,
    valid: Type.Boolean(),
    complete: Type.Boolean({ description: 'It may be ordered' }),
    problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    options: Type.Array(
      Type.Object({
        code: Type.String(),
        state: State,
        quantity: Type.Optional(
          Type.Integer({ description: 'As it stands; 0: not taken. Absent, with the next, of what is out' }),
        ),
        least: Type.Optional(Type.Integer({ description: 'Where it is taken' })),
        most: Type.Optional(Type.Integer()),
        because: Type.Optional(
          Type.Integer({
            description:
              'Why it is forced or excluded: a place among `reasons`. Absent where that takes long to say: `explain` tells it',
          }),
        ),
      }),
      { description: 'Those of which something is settled, in the order of the model' },
    ),
    open: Type.Array(Type.String(), {
      description: 'Codes of all others: not taken, and they may be as the model says',
    }),
    reasons: Type.Array(
      Type.Object({ choices: Choices, constraints: Type.Array(Type.Integer()), more: More }),
      { description: 'Those that options name: at most 20 choices, and 20 places among `constraints`, each' },
    ),
    attributes: Type.Array(
      Type.Object({
        code: Type.String(),
        state: State,
        value: orNull(Type.Union([Type.String(), Type.Number()])),
        values: Type.Optional(Type.Array(Type.String(), { description: 'What it may still be' })),
        least: Type.Optional(Type.Number()),
        most: Type.Optional(Type.Number()),
      }),
    ),
    constraints: Type.Array(Constraint, { description: 'Those that reasons name' }),
    contradictions: Type.Array(
      Type.Object({ choice: orNull(Type.Integer()), because: BecauseShape, waysOut: Ways }),
    ),
    refused: {
      ...Choices,
      description: 'Places of all choices that are refused; of ten of them `contradictions` says why',
    },
    missing: Type.Array(Constraint),
    explanations: Type.Array(
      Type.Object({ option: Type.String(), state: State, because: BecauseShape, waysOut: Ways }),
    ),
    offer: orNull(
      Type.Object({
        price: orNull(
          Type.Object({
            net: MoneyShape,
            tax: MoneyShape,
            lines: Type.Array(
              Type.Object({
                sku: Type.String(),
                option: orNull(Type.String()),
                quantity: Type.String(),
                unitPrice: UnitPriceShape,
                net: MoneyShape,
              }),
            ),
          }),
        ),
        problems: Type.Array(
          Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }),
        ),
        on: orNull(DateShape),
      }),
    ),
    left: orNull(
      Type.Object({
        count: Type.Integer(),
        all: Type.Boolean({ description: 'false: there are more' }),
      }),
    ),
  },
  { title: 'CheckedConfiguration' },
)

/** Routes of configuring: nothing that is asked here is kept. */
export function configurationRoutes({ db, clock }: { db: Database; clock: Clock }): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/configurations/check',
      operationId: 'checkConfiguration',
      summary: 'Ask what follows from choices',
      description:
        'What is chosen, forced, excluded and open, and why; what is missing; what it costs and when it could leave. Writes nothing.',
      tags: ['Orders'],
      scope: 'orders:read',
      rows: 'scoped',
      body: Type.Object(
        {
          model: Type.String({
            minLength: 1,
            maxLength: 200,
            description: 'Code of the model, or SKU of its item',
          }),
          version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
          choices: Type.Array(ChoiceInput, { maxItems: MOST_CHOICES }),
          explain: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
              maxItems: 20,
              description: 'Options whose state is explained with the fewest reasons and the ways out',
            }),
          ),
          count: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 200,
              description: 'Count the configurations that are left, up to this many',
            }),
          ),
          offer: Type.Optional(
            Type.Object(
              {
                currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
                account: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
                source: Type.Optional(
                  Type.String({
                    minLength: 1,
                    maxLength: 100,
                    description: 'Where the order would come from: price rules may be of a source',
                  }),
                ),
                quantity: Type.Optional(Type.String({ maxLength: 32 })),
                country: Type.Optional(
                  Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
                ),
              },
              { ...strict, description: 'Ask for the price and the date, too' },
            ),
          ),
        },
        { ...strict, title: 'ConfigurationQuestion' },
      ),
      problems: ['no_model', 'configuration_too_complex', 'invalid_body', 'unavailable'],
      responses: { 200: { description: 'What follows.', schema: Checked } },
      async handle({ companyId, principal, body }) {
        const { offer } = body
        const accounts = scopeOf(principal.rowScope)
        const quantity = offer?.quantity === undefined ? MICRO : readMicro(offer.quantity, MOST_QUANTITY)
        const errors = []
        if (typeof quantity !== 'bigint' || quantity <= 0n)
          errors.push({
            path: '/offer/quantity',
            code: 'bad_quantity',
            message: 'it is a quantity above 0 with at most 6 decimals',
          })
        if (offer && !isCurrency(offer.currency))
          errors.push({
            path: '/offer/currency',
            code: 'unknown_currency',
            message: `${offer.currency} is not a currency of ISO 4217`,
          })
        if (offer && offer.account === undefined && accounts !== null)
          errors.push({
            path: '/offer/account',
            code: 'required',
            message: 'name one of your own accounts',
          })
        if (errors.length > 0) return problem('invalid_body', { errors })
        const { model, version, choices, explain = [], count } = body
        const question = {
          companyId,
          model,
          choices,
          explain,
          accounts,
          ...(version === undefined ? {} : { version }),
          ...(count === undefined ? {} : { count }),
          ...(offer
            ? {
                offer: {
                  currency: offer.currency,
                  account: offer.account,
                  source: offer.source,
                  quantity: quantity as Micro,
                  country: offer.country,
                },
              }
            : {}),
        }
        const checked = await checkConfiguration(db, question, clock.now()).catch((error: unknown) => {
          if (error instanceof TooComplex) return error
          throw error
        })
        if (checked instanceof NoTurn) return problem('unavailable', { detail: checked.message })
        if (checked instanceof TooComplex)
          return problem('configuration_too_complex', { detail: checked.message })
        if (checked instanceof UnknownOptions)
          return problem('invalid_body', { errors: [...checked.problems] })
        return checked ? ok(render(checked)) : problem('no_model')
      },
    }),
  ]
}

function render(checked: CheckedConfiguration): Record<string, unknown> {
  const { model, answer, problems, on, offer } = checked
  // Most options have the same few reasons: each is told once.
  const constraints = new Places<Because['constraints'][number]>()
  const reasons = new Places<Because>()
  const options = []
  const open: string[] = []
  let next = 0
  const passTo = (index: number) => {
    for (; next < index; next++) open.push(checked.options[next]!.option.code)
    next++
  }
  for (const { index, state, quantity, least, most, because } of answer.options) {
    passTo(index)
    const { code } = checked.options[index]!.option
    // Hundreds are out, for each that is in: of these as little as can be is said.
    const reason = because === undefined ? {} : { because: reasons.of(because) }
    options.push(
      state === 'excluded' || state === 'rejected'
        ? { code, state, ...reason }
        : { code, state, quantity, least, most, ...reason },
    )
  }
  passTo(checked.options.length)
  return {
    model: model.code,
    version: model.version,
    sku: model.sku,
    on,
    valid: answer.valid && problems.length === 0,
    complete: answer.complete && problems.length === 0,
    problems,
    options,
    open,
    reasons: reasons.all.map((one) => ({
      ...one,
      constraints: one.constraints.map((each) => constraints.of(each)),
    })),
    attributes: answer.attributes,
    constraints: constraints.all,
    contradictions: answer.contradictions,
    refused: answer.refused,
    missing: answer.missing,
    explanations: answer.explanations satisfies Answer['explanations'],
    offer: offer ? renderOffer(offer) : null,
    left: checked.left ?? null,
  }
}

/** Things that are told once, and named by their places. */
class Places<T> {
  readonly all: T[] = []
  readonly #places = new Map<T, number>()

  of(one: T): number {
    let place = this.#places.get(one)
    if (place === undefined) this.#places.set(one, (place = this.all.push(one) - 1))
    return place
  }
}

function renderOffer({ price, problems, on }: NonNullable<CheckedConfiguration['offer']>) {
  return {
    price: price && {
      net: money(price.net, price.currency),
      tax: money(price.tax, price.currency),
      lines: price.lines.map((line) => ({
        sku: line.sku,
        option: line.option,
        quantity: formatMicro(line.quantity),
        unitPrice: unitPrice(line.unitPrice, price.currency),
        net: money(line.net, price.currency),
      })),
    },
    problems,
    on,
  }
}
