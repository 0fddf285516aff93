import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import type { Channel } from '../api-watch.ts'
import { get } from '../http.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { nameText } from '../parts/free.tsx'
import { Asked } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Title } from '../parts/title.tsx'

/** A JSON Schema, as far as a form is made of it. */
interface Schema {
  type?: string
  description?: string
  const?: string
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
}

interface Kind {
  kind: string
  settings: Schema
}

const GUIDES: Record<string, string> = { commerce: 'connect-a-shop', mapped: 'connect-any-shop' }

/** A channel that is made by a form: its fields are those of the schema of its kind. */
export function NewChannel() {
  const kinds = useQuery({
    queryKey: ['channel-kinds'],
    queryFn: ({ signal }) => get<{ rows: Kind[] }>('/channel-kinds', {}, signal),
    staleTime: Infinity,
  })
  const [made, setMade] = useState<{ channel: Channel; secrets: string[] }>()
  return (
    <div className="stack">
      <Title page="New channel" path={[['Channels', '/channels']]}>
        New channel
      </Title>
      <Asked query={kinds} what="kinds of channels">
        {({ rows }) => (made === undefined ? <Form kinds={rows} onMade={setMade} /> : <Made {...made} />)}
      </Asked>
    </div>
  )
}

const secretsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** A secret that nobody guesses: 32 random bytes. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function Form({
  kinds,
  onMade,
}: {
  kinds: readonly Kind[]
  onMade: (made: { channel: Channel; secrets: string[] }) => void
}) {
  const [chosen, setChosen] = useState(kinds[0]?.kind ?? '')
  const [code, setCode] = useState('')
  const [secret, setSecret] = useState('')
  const sent = useRef<string[]>([])
  const standing = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => get<{ rows: Channel[] }>('/channels', {}, signal),
  })
  const settings = kinds.find(({ kind }) => kind === chosen)?.settings ?? {}
  const fields = Object.entries(settings.properties ?? {})
  return (
    <Panel title="How it is set up" padded>
      <ActForm<'saveChannel'>
        path={`/channels/${encodeURIComponent(code.trim())}`}
        method="PUT"
        onlyNew
        body={(field) => {
          const applicationKey = field('applicationKey')
          sent.current = secretsIn(field('signingSecrets'))
          return {
            name: field('name'),
            kind: chosen,
            source: field('source'),
            signingSecrets: sent.current,
            ...(applicationKey === '' ? {} : { applicationKey }),
            settings: Object.fromEntries(
              fields.flatMap(([name, schema]) => {
                const text = field(`settings.${name}`)
                return text === '' ? [] : [[name, valueOf(schema, text)]]
              }),
            ),
          }
        }}
        button="Make the channel"
        onDone={(answer) => onMade({ channel: answer as Channel, secrets: sent.current })}
      >
        <div className="field">
          <label htmlFor="kind">Kind</label>
          <select id="kind" value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {kinds.map(({ kind }) => (
              <option key={kind} value={kind}>
                {words(kind)}
              </option>
            ))}
          </select>
          <p className="small soft">
            Commerce is a shop on Oracle CX Commerce; mapped is any system that sends JSON, CSV or XML. The
            guide is docs/guides/{GUIDES[chosen] ?? 'connect-any-shop'}.md.
          </p>
        </div>
        <Field
          label="Code"
          name="code"
          required
          maxLength={40}
          value={code}
          onChange={({ target }) => {
            setCode(target.value)
            // One that stands would be described anew, and its secrets with it.
            const taken = standing.data?.rows.some((one) => one.code === target.value.trim())
            target.setCustomValidity(taken ? 'There is a channel with this code.' : '')
          }}
          hint="Small letters and digits, in the address of its room. Never changes."
        />
        <Field label="Name" name="name" required maxLength={200} />
        <Field
          label="Source"
          name="source"
          required
          maxLength={100}
          hint="Code of the source system that its orders have; it must be pre-priced."
        />
        <Field
          key={secret}
          label="Secrets that sign"
          name="signingSecrets"
          rows={2}
          required
          defaultValue={secret}
          hint="One a line, at least 16 characters: those of the sender, or one that you agree with it."
        />
        <p>
          <button type="button" onClick={() => setSecret(newSecret())}>
            Make a secret
          </button>
        </p>
        <Field
          label="Application key"
          name="applicationKey"
          maxLength={8000}
          hint="By which the sender is asked back, if it is."
        />
        <h3>Settings</h3>
        {fields.map(([name, schema]) => (
          <Setting
            key={`${chosen} ${name}`}
            name={name}
            schema={schema}
            required={settings.required?.includes(name) === true}
          />
        ))}
      </ActForm>
    </Panel>
  )
}

const isText = ({ type, anyOf }: Schema): boolean =>
  type === 'string' || (anyOf?.every((one) => typeof one.const === 'string') ?? false)

/** A text that is no JSON is sent as it is: the answer says at its field what should stand there. */
function valueOf(schema: Schema, text: string): unknown {
  if (isText(schema)) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** One setting, with the help of its schema. */
function Setting({ name, schema, required }: { name: string; schema: Schema; required: boolean }) {
  const of = { label: nameText(name), name: `settings.${name}`, path: `/settings/${name}`, required }
  const words = schema.anyOf?.every((one) => typeof one.const === 'string')
    ? schema.anyOf.map((one) => one.const!)
    : schema.type === 'boolean'
      ? ['true', 'false']
      : undefined
  const said = schema.description ?? ''
  if (words !== undefined)
    return (
      <Field
        {...of}
        hint={said}
        choices={[
          ...(required ? [] : [['', 'Not said'] as const]),
          ...words.map((one) => [one, one] as const),
        ]}
      />
    )
  if (isText(schema)) return <Field {...of} hint={said} />
  const members = Object.keys(schema.properties ?? {}).join(', ')
  return <Field {...of} rows={4} hint={`JSON${members === '' ? '' : ` with ${members}`}. ${said}`} />
}

/** What is next; the secrets are shown here and never again. */
function Made({ channel, secrets }: { channel: Channel; secrets: string[] }) {
  return (
    <Panel title={`${channel.name} is made`} padded>
      <div className="stack">
        <Facts
          of={[
            [
              'It sends to',
              <span key="to" className="code small address">
                {channel.address ?? `${channel.webhooks} (publicUrl of the company is not set)`}
              </span>,
            ],
            [
              'Secrets, shown now and never again',
              <span key="secrets" className="code small address">
                {secrets.join(' ')}
              </span>,
            ],
          ]}
        />
        <ol>
          <li>Enter the address and the secret where the sender sends from.</li>
          <li>
            Let it send an order: <Link to={`/channels/${encodeURIComponent(channel.code)}`}>its log</Link>{' '}
            shows what became of it.
          </li>
          <li>
            <Link to="/setup">Set-up</Link> checks what is missing still.
          </li>
        </ol>
      </div>
    </Panel>
  )
}
