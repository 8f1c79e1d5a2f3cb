import type { Entry, Same } from './area'

export const en = {
  'reset.ask.title': 'Forgot your password?',
  'reset.ask.text': 'Say the email of your account, and a link to set a new password is sent there.',
  'reset.ask.submit': 'Send the link',
  'reset.none': 'This server sends no email. Ask whoever runs it.',
  'reset.sent.title': 'Look into your inbox',
  'reset.sent.text':
    'If {email} belongs to an account, a link is on its way there. It works once, within an hour.',
  'reset.sent.nothing': 'Nothing there after some minutes? Look among the spam, or',
  'reset.sent.again': 'ask again',
  'reset.login': 'Back to the login',
  'reset.next.title': 'Set a new password',
  'reset.next.text': 'It ends every session of your account. Log in with it afterwards.',
  'reset.next': 'New password',
  'reset.next.submit': 'Set the password',
  'reset.over':
    'This link does not work any more: it was used, is older than an hour, or a newer one was sent.',
  'reset.over.again': 'Ask for a new link',
  'reset.done.title': 'Your new password is set',
  'reset.done.text': 'All sessions have ended, on every device.',
  'reset.done.login': 'Log in',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'reset.ask.title': 'Esqueceu a senha?',
  'reset.ask.text': 'Diga o e-mail da sua conta, e um link para definir uma nova senha será enviado para lá.',
  'reset.ask.submit': 'Enviar o link',
  'reset.none': 'Este servidor não envia e-mails. Peça ajuda a quem cuida dele.',
  'reset.sent.title': 'Veja sua caixa de entrada',
  'reset.sent.text':
    'Se {email} for de uma conta, um link está a caminho. Ele funciona uma única vez, dentro de uma hora.',
  'reset.sent.nothing': 'Não chegou nada depois de alguns minutos? Procure no spam ou',
  'reset.sent.again': 'peça de novo',
  'reset.login': 'Voltar ao login',
  'reset.next.title': 'Defina uma nova senha',
  'reset.next.text': 'Isso encerra todas as sessões da sua conta. Depois, entre com ela.',
  'reset.next': 'Nova senha',
  'reset.next.submit': 'Definir a senha',
  'reset.over':
    'Este link não funciona mais: já foi usado, tem mais de uma hora, ou um mais novo foi enviado.',
  'reset.over.again': 'Pedir um novo link',
  'reset.done.title': 'Sua nova senha está definida',
  'reset.done.text': 'Todas as sessões foram encerradas, em todos os aparelhos.',
  'reset.done.login': 'Entrar',
}
