/**
 * A layered drawing of a directed graph: each node stands right of everything it waits for; in each layer the nodes
 * are ordered by the middle of their neighbors, so that few lines cross. Cycles do not hang it: an edge that would
 * close one is drawn, but moves no node.
 */

export interface Edge {
  from: string
  to: string
}

export interface Placed {
  id: string
  x: number
  y: number
}

export interface Drawing {
  nodes: Placed[]
  /** One path a drawn edge, in the order given. */
  edges: { from: string; to: string; path: string }[]
  width: number
  height: number
}

export interface Sizes {
  nodeWidth: number
  nodeHeight: number
  gapX: number
  gapY: number
  margin: number
}

export const SIZES: Sizes = { nodeWidth: 148, nodeHeight: 44, gapX: 46, gapY: 16, margin: 10 }

const SWEEPS = 8

/** A point that an edge passes where it crosses a layer; a node of the drawing without a box. */
interface Spot {
  id: string
  layer: number
  before: Spot[]
  after: Spot[]
  at: number
  real: boolean
}

/** Places the nodes and routes the edges. The order of `ids` decides where nothing else does. */
export function draw(ids: readonly string[], edges: readonly Edge[], sizes: Sizes = SIZES): Drawing {
  const known = new Set(ids)
  const sound = edges.filter((edge) => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to)
  const depth = layersOf(ids, sound)
  const spots = new Map<string, Spot>()
  const layers: Spot[][] = []
  const put = (id: string, layer: number, real: boolean): Spot => {
    const row = (layers[layer] ??= [])
    const spot: Spot = { id, layer, before: [], after: [], at: row.length, real }
    row.push(spot)
    return spot
  }
  for (const id of ids) spots.set(id, put(id, depth.get(id) ?? 0, true))
  // An edge over several layers gets a spot in each, so that it is led around the boxes.
  const routes = sound.map((edge, index) => {
    const start = spots.get(edge.from)!
    const end = spots.get(edge.to)!
    const route = [start]
    for (let layer = start.layer + 1; layer < end.layer; layer += 1)
      route.push(put(`${index} ${layer}`, layer, false))
    route.push(end)
    if (start.layer < end.layer)
      for (let step = 1; step < route.length; step += 1) {
        route[step - 1]!.after.push(route[step]!)
        route[step]!.before.push(route[step - 1]!)
      }
    return route
  })
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const forth = sweep % 2 === 0
    for (const layer of forth ? layers : layers.toReversed()) order(layer, forth)
  }
  return place(layers, sound, routes, sizes)
}

/** The longest way to each node, by counting down what it waits for. */
function layersOf(ids: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const depth = new Map<string, number>()
  const waits = new Map(ids.map((id) => [id, 0]))
  const after = new Map<string, string[]>()
  for (const { from, to } of edges) {
    waits.set(to, waits.get(to)! + 1)
    after.set(from, [...(after.get(from) ?? []), to])
  }
  const open = new Set(ids)
  while (open.size > 0) {
    let free = [...open].filter((id) => waits.get(id) === 0)
    // Only cycles are left: break one.
    if (free.length === 0) free = [[...open][0]!]
    for (const id of free) {
      open.delete(id)
      if (!depth.has(id)) depth.set(id, 0)
      for (const next of after.get(id) ?? []) {
        if (!open.has(next)) continue
        waits.set(next, waits.get(next)! - 1)
        depth.set(next, Math.max(depth.get(next) ?? 0, depth.get(id)! + 1))
      }
    }
  }
  return depth
}

/** Sorts one layer by the mean place of its neighbors on one side. */
function order(layer: Spot[], forth: boolean): void {
  const want = new Map(
    layer.map((spot) => {
      const neighbors = forth ? spot.before : spot.after
      const sum = neighbors.reduce((total, one) => total + one.at, 0)
      return [spot, neighbors.length === 0 ? spot.at : sum / neighbors.length]
    }),
  )
  layer.sort((a, b) => want.get(a)! - want.get(b)! || a.at - b.at)
  layer.forEach((spot, index) => (spot.at = index))
}

function place(layers: Spot[][], edges: readonly Edge[], routes: Spot[][], sizes: Sizes): Drawing {
  const { nodeWidth, nodeHeight, gapX, gapY, margin } = sizes
  const step = nodeHeight + gapY
  const most = Math.max(1, ...layers.map((layer) => layer.length))
  const xOf = (spot: Spot): number => margin + spot.layer * (nodeWidth + gapX)
  const yOf = (spot: Spot): number =>
    margin + (spot.at + (most - (layers[spot.layer]?.length ?? 0)) / 2) * step
  const paths = routes.map((route, index) => {
    const bend = gapX / 2
    let path = ''
    route.forEach((spot, at) => {
      const y = yOf(spot) + nodeHeight / 2
      const x = xOf(spot)
      if (at === 0) {
        path = `M${x + nodeWidth} ${y}`
        return
      }
      const last = route[at - 1]!
      const fromX = xOf(last) + nodeWidth
      const fromY = yOf(last) + nodeHeight / 2
      path += ` C${fromX + bend} ${fromY} ${x - bend} ${y} ${x} ${y}`
      if (!spot.real) path += ` H${x + nodeWidth}`
    })
    return { from: edges[index]!.from, to: edges[index]!.to, path }
  })
  return {
    nodes: layers.flatMap((layer) =>
      layer.filter((spot) => spot.real).map((spot) => ({ id: spot.id, x: xOf(spot), y: yOf(spot) })),
    ),
    edges: paths,
    width: margin * 2 + layers.length * nodeWidth + Math.max(0, layers.length - 1) * gapX,
    height: margin * 2 + most * step - gapY,
  }
}
