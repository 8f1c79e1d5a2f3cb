import type { Plugin } from 'vite'
import type { Table } from './src/emoji/table'

export function emojiTable(language: 'en' | 'pt-BR'): Table
export function emojiPlugin(): Plugin
