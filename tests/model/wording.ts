/** Texts made of what an operation asks for; each has a word of its own. */
import type { Wording } from './operations.ts';
import type { Draft, Name } from './state.ts';
import { newKey } from './state.ts';
import type { World } from './world.ts';

const words = ['plum', 'quince', 'medlar', 'sloe'];
const tags = ['garden', 'kitchen'];

/** The words and tags of this run, set apart from those of others; none is the beginning of another. */
export function wordsOf(world: World): string[] {
  return words.map((word) => `${word}${world.number}q`);
}

export function tagsOf(world: World): string[] {
  return tags.map((tag) => `${tag}${world.number}q`);
}

/** @param greeted somebody whom the text names before all others */
export function draftOf(world: World, wording: Wording, greeted: Name | null = null): Draft {
  const people = [...world.state.people.keys()];
  const names = wording.names.map((number) => chosen(people, number));
  const named = [...new Set(greeted === null ? names : [greeted, ...names])];
  const spoken = [...new Set(wording.words.map((number) => chosen(wordsOf(world), number)))];
  const tagged = [...new Set(wording.tags.map((number) => chosen(tagsOf(world), number)))];
  const own = `text${newKey(world.state)}x${world.number}q`;
  const warning = wording.warned ? `warning${newKey(world.state)}` : '';
  const parts = [...named.map((name) => `@${name}`), own, ...spoken, ...tagged.map((tag) => `#${tag}`)];
  const { language } = wording;
  return { text: parts.join(' '), warning, language, names: named, tags: tagged, words: [own, ...spoken] };
}

export function chosen<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('There is nothing to choose from');
  return item;
}

/** What the API calls the parts of a text. */
export function bodyOf({ text, warning, language }: Draft) {
  return { status: text, spoiler_text: warning, language };
}
