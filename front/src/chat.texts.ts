import * as composer from './i18n/composer'
import * as files from './i18n/files'
import * as message from './i18n/message'
import * as names from './i18n/names'
import * as room from './i18n/room'
import * as shell from './i18n/shell'
import * as sidebar from './i18n/sidebar'
import { addTexts } from './i18n/translate'

addTexts(composer, files, message, names, room, shell, sidebar)
