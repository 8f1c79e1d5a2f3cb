import * as texts from '../i18n/format'
import { addTexts } from '../i18n/translate'

addTexts(texts)
