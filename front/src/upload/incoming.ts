/** What a dropped folder is taken for: it is refused with a word about it. */
export const FOLDER = 'inode/directory'

/** What was dropped. */
export function droppedIn(transfer: DataTransfer): File[] {
  return [...transfer.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry()
    if (entry?.isDirectory) return [new File([], entry.name, { type: FOLDER })]
    return item.getAsFile() ?? []
  })
}

/** What was pasted; none where there are words too, as office programs give a picture of them beside them. */
export function pastedIn(transfer: DataTransfer, name: string): File[] {
  const files = [...transfer.files]
  if (transfer.types.includes('text/html') && transfer.getData('text/plain').trim() !== '') return []
  return files.map((file) => (GENERIC.test(file.name) ? renamed(file, name) : file))
}

/** What browsers call each picture that has no name. */
const GENERIC = /^image\.\w+$/

function renamed(file: File, name: string): File {
  const end = /\.\w+$/.exec(file.name)?.[0] ?? ''
  return new File([file], name + end, { type: file.type, lastModified: file.lastModified })
}

/** Browsers take a picture of the page itself, too, for a file. */
let isOfPage = false

export function hasFiles(transfer: DataTransfer | null): boolean {
  return !isOfPage && (transfer?.types.includes('Files') ?? false)
}

/** A file that misses its aim must not take the place of the page. */
export function guardPage(): () => void {
  const stay = (event: DragEvent) => {
    const onInput = event.target instanceof HTMLInputElement && event.target.type === 'file'
    if (event.defaultPrevented || onInput || !event.dataTransfer || !hasFiles(event.dataTransfer)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  const begin = () => (isOfPage = true)
  const end = () => (isOfPage = false)
  addEventListener('dragstart', begin)
  addEventListener('dragend', end)
  addEventListener('dragover', stay)
  addEventListener('drop', stay)
  return () => {
    end()
    removeEventListener('dragstart', begin)
    removeEventListener('dragend', end)
    removeEventListener('dragover', stay)
    removeEventListener('drop', stay)
  }
}
