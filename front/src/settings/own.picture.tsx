import { api } from '../api'
import { useChat, useChatState } from '../chat/use-chat'
import { PictureField } from '../files/picture.field'
import { updateSelf } from '../session/session.store'
import { Avatar } from '../ui/avatar'

const OWNER = { purpose: 'avatar' } as const

export function OwnPicture() {
  const { store, people } = useChat()
  const self = useChatState((s) => s.self)
  const save = async (avatarFileId: string | null): Promise<void> => {
    const { user } = await api.updateMe({ avatarFileId })
    store.setState({ self: user })
    people.learn([user])
    updateSelf(user)
  }
  return (
    <PictureField
      owner={OWNER}
      face={<Avatar user={self} size="large" />}
      has={self.avatarFileId !== undefined}
      save={save}
    />
  )
}
