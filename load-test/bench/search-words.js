// @ts-check
// Words as people use them: a few all the time, most hardly ever (Zipf), in two languages.

const ENGLISH = `the of and to a in is you that it he was for on are as with his they at be this from I have or by one had
  not but what all were when we there can an your which their said if do will each about how up out them then she many some
  so these would other into has more her two like him see time could no make than first been its who now people my made over
  did down only way find use may water long little very after words called just where most know get through back much before
  go good new write our used me man too any day same right look think also around another came come work three word must
  because does part even place well such here take why things help put years different away again off went old number great
  tell men say small every found still between name should home big give air line set own under read last never us left end
  along while might next sound below saw something thought both few those always looked show large often together asked house
  world going want school important until form food keep children feet land side without boy once animals life enough took
  sometimes four head above kind began almost live page got earth need far hand high year mother light parts country father let
  night following picture being study second eyes soon times story boys since white days ever paper hard near sentence better
  best across during today others however sure means knew meeting deploy release server build test review merge branch ticket
  report invoice customer project harbour coffee lunch tomorrow yesterday morning afternoon thanks please sorry great okay`
const PORTUGUESE = `de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu
  sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas
  me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe
  deles essas esses pelas este fosse dele tu te vocês vos lhes meus minhas teu tua teus tuas nosso nossa nossos nossas dela
  delas esta estes estas aquele aquela aqueles aquelas isto aquilo estou estamos estava estavam fazer coisa dia vez casa tempo
  ano vida homem mulher trabalho mundo parte lugar caso mão pessoa água grande novo bom primeiro último outro mesma coração
  reunião amanhã ontem hoje manhã tarde noite obrigado obrigada desculpa café almoço porão ação versão questão informação
  situação atenção opção função solução razão irmão pão mãe pai filho cidade país projeto cliente relatório servidor entrega
  revisão teste código sala conversa mensagem papo jabuticaba saudade açaí chuva praia feira ônibus avião público prática`
const ONSETS = 'b br c ch d f fl g gr h j l lh m n nh p pr qu r s st t tr v vr x z'.split(' ')
const VOWELS = 'a e i o u á é í ó ú ã õ ai ei ou ea ê â'.split(' ')
const CODAS = ['', '', '', '', 'l', 'm', 'n', 'r', 's', 'st', 'z']
const TAIL = 30_000

/** @typedef {() => number} Random from 0 up to 1 */

/** @template T @param {Random} random @param {T[]} all @returns {T} */
const oneOf = (random, all) => /** @type {T} */ (all[Math.floor(random() * all.length)])

/** @param {Random} random */
function invented(random) {
  const syllable = () => oneOf(random, ONSETS) + oneOf(random, VOWELS) + oneOf(random, CODAS)
  return Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('')
}

/** Texts of one language. The word of rank r stands about 1/r as often as the first. */
export class Speaker {
  /** @param {'en' | 'pt'} language @param {Random} random */
  constructor(language, random) {
    this.random = random
    const common = (language === 'en' ? ENGLISH : PORTUGUESE).split(/\s+/)
    this.words = [...new Set([...common, ...Array.from({ length: TAIL }, () => invented(random))])]
    let sum = 0
    this.shares = Float64Array.from(this.words, (_, rank) => (sum += 1 / (rank + 2.7)))
  }

  word() {
    const wanted = this.random() * (this.shares.at(-1) ?? 0)
    let [low, high] = [0, this.shares.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.shares[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return this.words[low] ?? ''
  }

  /** One to some forty words, ten on the average; now and then a link or a piece of code. */
  text() {
    const { random } = this
    const length = 1 + Math.min(40, Math.floor(-9 * Math.log(1 - random())))
    const words = Array.from({ length }, () => this.word())
    if (random() < 0.03) words.push(`https://${this.word()}.example/${Math.floor(random() * 1e4)}`)
    if (random() < 0.01) words.push('`' + this.word() + '()`')
    const text = words.join(' ')
    return text.charAt(0).toUpperCase() + text.slice(1) + (random() < 0.5 ? '.' : '')
  }
}
