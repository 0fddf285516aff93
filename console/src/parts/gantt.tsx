import type { Dates } from '../api-schedule.ts'

/** A track of the picture: what goes, with its days. */
export interface Track extends Dates {
  id: string
  name: string
  /** What of it stands below its name. */
  detail: string
  /** It is over: what is projected is what was. */
  over: boolean
}

const HOUR_MS = 3_600_000

/**
 * Tracks over one stretch of time: planned above, projected or actual below, when it has to be over as a mark, and now as a line. The
 * picture repeats what a table says beside it, so it is one image to who cannot see it.
 */
export function Gantt({ tracks, now, name }: { tracks: readonly Track[]; now: string; name: string }) {
  const at = scaleOf(tracks, now)
  return (
    <div className="gantt" role="img" aria-label={name}>
      <div className="gantt-key small soft" aria-hidden="true">
        <span className="planned">planned</span>
        <span className="projected">projected</span>
        <span className="actual">as it went</span>
        <span className="late">late</span>
        <span className="required">required by</span>
        <span className="now">now</span>
      </div>
      <div aria-hidden="true">
        {tracks.map((track) => (
          <div key={track.id} className="gantt-track">
            <div className="gantt-name">
              {track.name}
              <div className="small soft">{track.detail}</div>
            </div>
            <svg className="gantt-bars" viewBox="0 0 1000 36" preserveAspectRatio="none">
              <Bar of={track.planned} at={at} y={5} tone="planned" />
              <Bar
                of={track.projected}
                at={at}
                y={19}
                tone={track.over ? 'actual' : (track.lateSeconds ?? 0) > 0 ? 'late' : 'projected'}
              />
              <Line at={at(now)} tone="now" />
              {track.requiredBy !== null && <Line at={at(track.requiredBy)} tone="required" />}
            </svg>
          </div>
        ))}
      </div>
    </div>
  )
}

type Scale = (instant: string) => number

/** The place of an instant, of a thousand; a day that nobody knows takes no room. */
function scaleOf(tracks: readonly Track[], now: string): Scale {
  const known = tracks.flatMap(({ planned, projected, requiredBy }) =>
    [planned.start, planned.end, projected.start, projected.end, requiredBy].filter((one) => one !== null),
  )
  const instants = [...known, now].map((one) => Date.parse(one))
  const first = Math.min(...instants)
  // An order that goes at once has a stretch, too.
  const length = Math.max(Math.max(...instants) - first, HOUR_MS)
  return (instant) => 10 + ((Date.parse(instant) - first) / length) * 980
}

function Bar({ of, at, y, tone }: { of: Dates['planned']; at: Scale; y: number; tone: string }) {
  if (of.start === null) return null
  const start = at(of.start)
  // What has no known end runs out of the picture.
  const end = of.end === null ? 1000 : at(of.end)
  return <rect className={tone} x={start} y={y} width={Math.max(end - start, 6)} height="11" />
}

function Line({ at, tone }: { at: number; tone: string }) {
  return <line className={tone} x1={at} x2={at} y1="0" y2="36" vectorEffect="non-scaling-stroke" />
}
