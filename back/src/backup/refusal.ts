/** What the person at the keyboard can solve: its message is the whole story, and no stack is shown. */
export class Refusal extends Error {}
