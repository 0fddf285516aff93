import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Block, blocksOf, piecesOf } from './markdown.ts'

const FOLDER = join(import.meta.dirname, '../../../docs/operating')

test('the forms of our pages are read, what is indented belongs to its item, and nothing else is more than text', () => {
  const page = [
    '# A page',
    '',
    'It says `a | b` and',
    '**more**, [there](jobs.md#look).',
    '| a | b |',
    '|---|---|',
    '| 1 | x \\| y |',
    '',
    '1. first',
    '   goes on',
    '',
    '   ```sh',
    '   run',
    '   ```',
    '2. second <b>',
  ]
  assert.deepEqual(blocksOf(page.join('\n')), [
    { kind: 'heading', level: 1, text: 'A page', id: 'a-page' },
    { kind: 'text', text: 'It says `a | b` and **more**, [there](jobs.md#look).' },
    { kind: 'table', head: ['a', 'b'], rows: [['1', 'x | y']] },
    {
      kind: 'list',
      ordered: true,
      items: [
        [
          { kind: 'text', text: 'first goes on' },
          { kind: 'code', text: 'run' },
        ],
        [{ kind: 'text', text: 'second <b>' }],
      ],
    },
  ] satisfies Block[])
  assert.deepEqual(piecesOf('It says `a | b` and **more**, [there](jobs.md#look).'), [
    { kind: 'text', text: 'It says ' },
    { kind: 'code', text: 'a | b' },
    { kind: 'text', text: ' and ' },
    { kind: 'strong', text: 'more' },
    { kind: 'text', text: ', ' },
    { kind: 'link', text: 'there', to: 'jobs.md#look' },
    { kind: 'text', text: '.' },
  ])
})

test('every page of the runbook is read whole: no mark of a block is left in its text', () => {
  const texts = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) => {
      if (block.kind === 'list') return block.items.flatMap(texts)
      if (block.kind === 'table') return [block.head, ...block.rows].flat()
      return block.kind === 'code' ? [] : [block.text]
    })
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'))
  assert.ok(pages.length > 10)
  for (const page of pages)
    for (const text of texts(blocksOf(readFileSync(join(FOLDER, page), 'utf8'))))
      assert.doesNotMatch(text, /^(#|\||```|[-*] )|```/, `${page}: ${text}`)
})
