/** One banned word. `only` limits the files; `everywhere` includes adapters, which otherwise keep foreign words. */
export type Banned = { word: RegExp; say: string; only?: RegExp; everywhere?: true }

const CODE = /^(?:src|console|test|bench|db)\//

/** The one list of words that Docket does not use. GLOSSARY.md explains the terms that replace them. */
export const BANNED: Banned[] = [
  // American spelling; "cancelled" and "cancelling" with two l.
  { word: /fulfilments?|fulfils?\b|fulfiling/gi, say: 'write fulfillment, fulfill' },
  { word: /cancel(?:ed|ing)(?![a-z])/gi, say: 'write cancelled, cancelling' },
  { word: /catalogue/gi, say: 'write catalog' },
  { word: /colour|behaviour|favour|honour|labour|neighbour/gi, say: 'write -or: color, behavior' },
  {
    word: /\b\w*(?:organis|authoris|recognis|normalis|initialis|serialis|synchronis|optimis|summaris|categoris|customis|finalis|prioritis|utilis|minimis|maximis)(?:e[ds]?|ing|ations?|er)\b/gi,
    say: 'write -ize, -ization',
  },
  { word: /\banalys(?:e[ds]?|ing)\b/gi, say: 'write analyze' },
  { word: /\bcentres?\b/gi, say: 'write center' },
  { word: /\blicence\b/gi, say: 'write license' },
  { word: /\bcheques?\b/gi, say: 'write check' },
  { word: /\bgrey\b/gi, say: 'write gray' },

  // Terms that the glossary replaces, in code only.
  {
    word: /\bsub[-_]?orders?\b/gi,
    say: 'a fulfillment line is the part of a line that moves together',
    only: CODE,
  },
  { word: /\bqty\b|(?<=[a-z_])(?:Qty|_qty)\b|\bqty[A-Z_]\w*/g, say: 'write quantity', only: CODE },
  { word: /\brma\b|\bRMA\b/g, say: 'write return (authorization)', only: CODE },
  { word: /\bdisplay_?id\b/gi, say: 'a document that people see has a number', only: CODE },
  { word: /\bcredit[-_ ]?notes?\b/gi, say: 'write credit memo', only: CODE },
  { word: /\bout[-_ ]of[-_ ]stock[-_ ]orders?\b/gi, say: 'write backorder', only: CODE },
  {
    word: /\b\w+-service(?=\.ts\b)/g,
    say: 'an act is a file named by its verb',
    only: CODE,
    everywhere: true,
  },
]
