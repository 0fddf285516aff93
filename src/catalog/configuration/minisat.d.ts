/** The solver below logic-solver: MiniSat 2.2, compiled to JavaScript. Numbers are literals. */
declare module 'logic-solver/minisat_wrapper.js' {
  class MiniSat {
    /** A log of every clause, for debugging. */
    _clauses: number[][]
    /** The compiled program; `HEAP8` is its memory. */
    _C: { HEAP8?: Int8Array; _getSolution(): number; _getNumVars(): number }
    ensureVar(variable: number): void
    /** @returns false when nothing can fulfill the clauses any more */
    addClause(literals: readonly number[]): boolean
    solve(): boolean
    solveAssuming(literal: number): boolean
    /** Element n: is variable n true? */
    getSolution(): (boolean | null)[]
    /** Lets go of a variable that was assumed, with the clauses that it stood for. */
    retireVar(variable: number): void
  }
  export = MiniSat
}
