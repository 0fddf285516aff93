import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A modal sheet. The browser keeps the focus inside, Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      // What opened it may be gone, since the act changed the page.
      setTimeout(() => {
        const back = opener instanceof HTMLElement && opener.isConnected ? opener : undefined
        if (document.activeElement === document.body) (back ?? document.getElementById('room'))?.focus()
      })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="inside">{children}</div>
    </dialog>
  )
}
