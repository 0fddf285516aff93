/** The text of our own pages, in the few forms that they use, as blocks. Everything else stays text: nothing becomes HTML. */
export type Block =
  | { kind: 'heading'; level: number; text: string; id: string }
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'table'; head: string[]; rows: string[][] }

export type Piece =
  | { kind: 'text' | 'code' | 'strong'; text: string }
  | { kind: 'link'; text: string; to: string }

const ITEM = /^([-*]|\d+\.) +/
const HEADING = /^(#{1,6}) +(.*)$/

/** Reads blocks. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/)
  const blocks: Block[] = []
  let at = 0
  const take = (is: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && is(lines[at]!)) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at]!
    const heading = HEADING.exec(line)
    if (line.trim() === '') at++
    else if (heading) {
      at++
      blocks.push({
        kind: 'heading',
        level: heading[1]!.length,
        text: heading[2]!,
        id: anchorOf(heading[2]!),
      })
    } else if (line.startsWith('```')) {
      at++
      blocks.push({ kind: 'code', text: take((one) => !one.startsWith('```')).join('\n') })
      at++
    } else if (line.startsWith('|')) {
      const [head, , ...rows] = take((one) => one.startsWith('|')).map(cellsOf)
      blocks.push({ kind: 'table', head: head!, rows })
    } else if (ITEM.test(line)) {
      const ordered = /^\d/.test(line)
      const items: string[][] = []
      // What is indented, and blank lines before it, belong to the item.
      for (const one of take((next) => ITEM.test(next) || /^ {2,}\S/.test(next) || next.trim() === '')) {
        if (ITEM.test(one)) items.push([one.replace(ITEM, '')])
        else items.at(-1)!.push(one.replace(/^ {1,3}/, ''))
      }
      blocks.push({ kind: 'list', ordered, items: items.map((item) => blocksOf(item.join('\n'))) })
    } else {
      // A line of a paragraph is text whatever it begins with, but for what begins another block.
      at++
      const rest = take(
        (one) => one.trim() !== '' && !HEADING.test(one) && !/^(```|\|)/.test(one) && !ITEM.test(one),
      )
      blocks.push({ kind: 'text', text: [line, ...rest].join(' ') })
    }
  }
  return blocks
}

/** Reads what stands inside a line. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const found of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g)) {
    if (found.index > from) pieces.push({ kind: 'text', text: text.slice(from, found.index) })
    const [whole, code, strong, name, to] = found
    if (code !== undefined) pieces.push({ kind: 'code', text: code })
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: strong })
    else pieces.push({ kind: 'link', text: name!, to: to! })
    from = found.index + whole.length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}

/** The name by which links lead to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
}
