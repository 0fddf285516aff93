import { type ReactNode, useState } from 'react'
import { Dialog } from './dialog.tsx'

/** A button that opens a sheet; the sheet gives the focus back when it closes. */
export function Act({
  text,
  title,
  about,
  children,
}: {
  text: string
  title: string
  /** Which of several like it, for those who hear the button and do not see its row. */
  about?: string
  children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {text}
        {about !== undefined && <span className="only-read">: {about}</span>}
      </button>
      {open && (
        <Dialog title={title} onClose={close}>
          {children(close)}
        </Dialog>
      )}
    </>
  )
}
