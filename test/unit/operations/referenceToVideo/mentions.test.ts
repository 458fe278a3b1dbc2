/** Which subjects does a prompt name as `@id`, and which of those are there? */

import fc from 'fast-check';

import { findMentions } from '../../../../nodes/Vidu/operations/referenceToVideo/mentions';

type Case = [prompt: string, ids: string[], unknown: string[], unnamed: string[]];

const CASES: Case[] = [
	['@anna waves at @dog', ['anna', 'dog'], [], []],
	['@anna waves', ['anna', 'dog'], [], ['dog']],
	['@anna waves at @cat and @cat', ['anna'], ['cat'], []],
	['Nobody is named', ['anna'], [], ['anna']],
	['', [], [], []],
	// One ID that begins like another.
	['@ann and @anna', ['ann', 'anna'], [], []],
	['@anna only', ['ann', 'anna'], [], ['ann']],
	['@ann only', ['ann', 'anna'], [], ['anna']],
	['@anna', ['ann'], ['anna'], ['ann']],
	['@ann', ['anna'], ['ann'], ['anna']],
	['@Anna', ['anna'], ['Anna'], ['anna']],
	['@1 and @12', ['1', '12'], [], []],
	['@12', ['1'], ['12'], ['1']],
	['@a_1', ['a'], ['a_1'], ['a']],
	// Characters that may follow an ID.
	["@anna's hat, (@dog), @cat: @bird!", ['anna', 'dog', 'cat', 'bird'], [], []],
	['@anna.\n@dog…', ['anna', 'dog'], [], []],
	['"@anna"/@dog,@cat', ['anna', 'dog', 'cat'], [], []],
	['@anna@dog', ['anna', 'dog'], [], []],
	['@red-fox', ['red-fox'], [], []],
	['@red-fox', ['red', 'red-fox'], [], ['red']],
	['@my dog sits', ['my dog'], [], []],
	// A sign that names nobody.
	['Write to anna@example.com', ['anna'], [], ['anna']],
	['Write to a.b@dog.example', ['dog'], [], ['dog']],
	['It stops.@anna goes on', ['anna'], [], []],
	['at 5 @ 7, @ anna', ['anna'], [], ['anna']],
	['@', ['anna'], [], ['anna']],
	['@@anna', ['anna'], [], []],
	// Scripts with and without blanks.
	['@小明在公园里跑步', ['小明'], [], []],
	['小红和@小明在公园', ['小明'], [], []],
	['你好@anna在跑', ['anna'], [], []],
	['@アンナが手を振る', ['アンナ'], [], []],
	['@안나가 손을 흔든다', ['안나'], [], []],
	['@Анна машет', ['Анна'], [], []],
	['@álvaro y @señor', ['álvaro', 'señor'], [], []],
	['@小红跑', ['小明'], ['小红跑'], ['小明']],
	['@ส้มวิ่งเล่น', ['ส้ม'], [], []],
	['@अनु हाथ हिलाती है', ['अनु'], [], []],
	['@Müller', ['Mü'], ['Müller'], ['Mü']],
	['@Аннабелла', ['Анна'], ['Аннабелла'], ['Анна']],
];

describe('the prompt', () => {
	it.each(CASES)('%j with %j', (prompt, ids, unknown, unnamed) => {
		expect(findMentions(prompt, ids)).toEqual({ unknown, unnamed });
	});

	it('names nobody by an ID that is empty', () => {
		expect(findMentions('@anna and @', ['', 'anna'])).toEqual({ unknown: [], unnamed: [] });
	});

	it('may be anything, and a subject that it names between blanks is found', () => {
		const id = fc.stringMatching(/^[\p{L}\p{N}_][\p{L}\p{N}_-]{0,8}$/u);
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.uniqueArray(id, { minLength: 1 }),
				(text, ids) => {
					const prompt = `${text} @${ids[0]} ${text}`;
					expect(findMentions(prompt, ids).unnamed).not.toContain(ids[0]);
					expect(findMentions('no sign', ids)).toEqual({ unknown: [], unnamed: ids });
				},
			),
			{ numRuns: 500 },
		);
	});
});
