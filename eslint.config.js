import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { direction } from './scripts/eslint/direction.mjs'
import { functionLength } from './scripts/eslint/function-length.mjs'
import { placeRules } from './scripts/eslint/places.mjs'

const BOUNDARIES = { direction, ...placeRules }
const TESTS = ['**/*.test.{ts,tsx,js}', 'back/test/**', 'front/e2e/**', '**/*.fixture.ts']
const UNTYPED = ['*.{js,ts}', 'front/public/*.js', '{back,front}/*.{ts,mjs}', 'prisma/*.{mjs,mts}']

const UNSAFE = ['argument', 'assignment', 'call', 'member-access', 'return']

const MANY = 'Three parameters, then one object.'
const STYLE = [
  { selector: 'TSEnumDeclaration', message: 'Write an object as const.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  {
    // A pattern is an object without keys there, which whatever was received has.
    selector: "CallExpression[callee.property.name='toMatchObject'] Property > Literal[regex]",
    message: 'toMatchObject takes a pattern for anything: write expect.stringMatching(…).',
  },
  { selector: 'FunctionDeclaration[params.length>3]', message: MANY },
  { selector: 'ArrowFunctionExpression[params.length>3]', message: MANY },
  {
    // Nest's handlers name each part of a request by a decorator.
    selector:
      "MethodDefinition[kind!='constructor'][decorators.length=0] > FunctionExpression[params.length>3]",
    message: MANY,
  },
]

export default defineConfig(
  { ignores: ['**/dist/', '**/generated/', '**/coverage/', '.papo/', 'docs/', 'load-test/report*'] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    plugins: { papo: { rules: { ...BOUNDARIES, 'function-length': functionLength } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...Object.fromEntries(Object.keys(BOUNDARIES).map((name) => [`papo/${name}`, 'error'])),
      'no-restricted-syntax': ['error', ...STYLE],
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      'papo/function-length': ['error', 40],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      // The compiler knows better which names exist.
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          caughtErrorsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      // What was caught is thrown again as it came.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      // An interface of promises is often met by an answer that is there at once.
      '@typescript-eslint/require-await': 'off',
    },
  },
  // The contract's entry is the one barrel.
  { files: ['contract/src/index.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Words in two languages are data.
  { files: ['front/src/i18n/*.ts'], rules: { 'max-lines': 'off' } },
  // Markup is long without being hard.
  { files: ['**/*.tsx'], rules: { 'papo/function-length': ['error', 60] } },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'papo/function-length': 'off',
      'no-restricted-syntax': ['error', ...STYLE.filter(({ message }) => message !== MANY)],
      // Matchers such as expect.any() are of that type.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  // JSDoc cannot name the type of what JSON.parse or an untyped package returns without a cast at every use.
  {
    files: ['**/*.{js,mjs}'],
    rules: Object.fromEntries(UNSAFE.map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off'])),
  },
  // Programs for the terminal.
  {
    files: ['scripts/**', 'load-test/**', 'prisma/**', '{back,front}/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    files: UNTYPED,
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { 'no-restricted-syntax': 'off' },
  },
)
