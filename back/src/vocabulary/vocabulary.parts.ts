import type { Provider, Type } from '@nestjs/common'
import { ChatsController } from './chats.controller.js'
import { Ears } from './ears.js'
import { Names } from './names.js'
import { SocketWords } from './socket.words.js'
import { Talk } from './talk.js'
import { VocabularyStore } from './vocabulary.store.js'

export const vocabularyControllers: Type[] = [ChatsController]
export const vocabularyProviders: Provider[] = [VocabularyStore, Names, Ears, Talk, SocketWords]
