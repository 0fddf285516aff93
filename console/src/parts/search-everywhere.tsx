import { useNavigate } from 'react-router'

/** The field that searches everything, in every room. */
export function SearchEverywhere() {
  const navigate = useNavigate()
  return (
    <search className="everywhere">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const q = String(new FormData(event.currentTarget).get('q')).trim()
          if (q !== '') void navigate(`/search?q=${encodeURIComponent(q)}`)
        }}
      >
        <input
          type="search"
          name="q"
          aria-label="Search everything"
          aria-keyshortcuts="s"
          placeholder="Search   ( s )"
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </search>
  )
}
