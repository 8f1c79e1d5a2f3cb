import type { Entry, Same } from './area'

export const en = {
  'oidc.or': 'or',
  'oidc.continue': 'Continue with {name}',
  'oidc.away': '{name} cannot be reached at the moment. Try again in a minute, or log in with your password.',
  'oidc.problem.expired': 'That took too long, or it began in another tab. Try again from here.',
  'oidc.problem.refused': '{name} did not let you in, or you turned back there.',
  'oidc.problem.failed': 'What {name} sent back could not be trusted, so nothing was opened. Try again.',
  'oidc.problem.unavailable':
    '{name} cannot be reached at the moment. Nothing was changed; try again in a minute.',
  'oidc.problem.busy': 'There were too many tries from here. Wait a minute, then try again.',
  'oidc.problem.banned': 'This account is banned.',
  'oidc.problem.uninvited':
    'Accounts are made by invitation here. Ask someone inside for a link, open it, and continue from there.',
  'oidc.problem.emailTaken':
    'There is already an account here with your email. Log in to it with your password, then link {name} under Settings, Password.',
  'oidc.problem.linkedElsewhere':
    'This login of {name} already opens another account here. Unlink it there first.',
  'oidc.linked.title': 'Other ways to log in',
  'oidc.linked.text':
    'Link an account that you have elsewhere, and log in by it instead of typing your password.',
  'oidc.linked.since': 'Linked {when}',
  'oidc.linked.done': '{name} is linked. You can log in by it from now on.',
  'oidc.link': 'Link a login of {name}',
  'oidc.link.ask': 'Link your login of {name}?',
  'oidc.link.text':
    'Whoever can log in to {name} as you opens this account then. To begin, show that it is you.',
  'oidc.unlink': 'Unlink',
  'oidc.unlink.named': 'Unlink {name}',
  'oidc.unlink.ask': 'Unlink {name}?',
  'oidc.unlink.text': 'It opens this account no longer. You can link it again.',
  'oidc.unlink.last': 'This is your only way to log in. Choose a password first.',
  'oidc.password.title': 'Choose a password',
  'oidc.password.text':
    'You have none yet: you log in by {name}. With one you also get in while {name} is away.',
  'oidc.password.save': 'Choose password',
  'oidc.again': 'You logged in a while ago. Log out and in again, then do this within ten minutes.',
} as const satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'oidc.or': 'ou',
  'oidc.continue': 'Continuar com {name}',
  'oidc.away': 'Não dá para falar com {name} agora. Tente de novo daqui a um minuto ou entre com sua senha.',
  'oidc.problem.expired': 'Demorou demais ou começou em outra aba. Tente de novo por aqui.',
  'oidc.problem.refused': '{name} não deixou você entrar, ou você desistiu no caminho.',
  'oidc.problem.failed': 'Não deu para confiar na resposta de {name}, então nada foi aberto. Tente de novo.',
  'oidc.problem.unavailable':
    'Não dá para falar com {name} agora. Nada mudou; tente de novo daqui a um minuto.',
  'oidc.problem.busy': 'Foram tentativas demais a partir daqui. Espere um minuto e tente de novo.',
  'oidc.problem.banned': 'Esta conta está banida.',
  'oidc.problem.uninvited':
    'Aqui as contas são criadas por convite. Peça um link a alguém de dentro, abra-o e continue a partir dele.',
  'oidc.problem.emailTaken':
    'Já existe uma conta aqui com o seu e-mail. Entre nela com sua senha e depois vincule {name} em Configurações, Senha.',
  'oidc.problem.linkedElsewhere': 'Este login de {name} já abre outra conta daqui. Desvincule-o lá primeiro.',
  'oidc.linked.title': 'Outras formas de entrar',
  'oidc.linked.text':
    'Vincule uma conta que você tem em outro lugar e entre por ela em vez de digitar a senha.',
  'oidc.linked.since': 'Vinculado em {when}',
  'oidc.linked.done': '{name} está vinculado. A partir de agora você pode entrar por ele.',
  'oidc.link': 'Vincular {name}',
  'oidc.link.ask': 'Vincular seu login de {name}?',
  'oidc.link.text':
    'Quem conseguir entrar como você em {name} abre esta conta. Para começar, mostre que é você.',
  'oidc.unlink': 'Desvincular',
  'oidc.unlink.named': 'Desvincular {name}',
  'oidc.unlink.ask': 'Desvincular {name}?',
  'oidc.unlink.text': 'Ele deixa de abrir esta conta. Você pode vinculá-lo de novo.',
  'oidc.unlink.last': 'Esta é sua única forma de entrar. Escolha uma senha antes.',
  'oidc.password.title': 'Escolha uma senha',
  'oidc.password.text':
    'Você ainda não tem: entra por {name}. Com uma senha, entra também quando ele está fora do ar.',
  'oidc.password.save': 'Escolher senha',
  'oidc.again': 'Você entrou há algum tempo. Saia, entre de novo e faça isto em até dez minutos.',
}
