import type { Provider } from '@nestjs/common'
import { Ears } from './ears.js'
import { Names } from './names.js'
import { Talk } from './talk.js'
import { VocabularyStore } from './vocabulary.store.js'

export const vocabularyProviders: Provider[] = [VocabularyStore, Names, Ears, Talk]
