import {
	asChoice,
	asNumber,
	asSwitch,
	nonsenseIn,
	wellFormed,
} from '../../../nodes/Vidu/models/values';

describe('a switch', () => {
	it.each([true, 'true', 'TRUE', ' True ', 1, '1', 'yes', 'Yes', 'on', 'ON\n'])(
		'%p is on',
		(value) => {
			expect(asSwitch(value)).toBe(true);
		},
	);

	it.each([false, 'false', 'FALSE', 'False', 0, '0', 'no', 'NO', 'off', ' Off'])(
		'%p is off',
		(value) => {
			expect(asSwitch(value)).toBe(false);
		},
	);

	it.each([undefined, null, '', ' ', 2, -1, NaN, 'ja', 'y', 'constructor', [true], {}, 'true!'])(
		'%p is neither',
		(value) => {
			expect(asSwitch(value)).toBeUndefined();
		},
	);
});

describe('a number', () => {
	it.each([
		[5, 5],
		[' 5', 5],
		['5.0', 5],
		['-1', -1],
		['+2.5', 2.5],
		['\u00a07\n', 7],
	])('%p is %p', (value, number) => {
		expect(asNumber(value)).toBe(number);
	});

	it.each(['5 s', '5s', '5 sec', '5 Seconds', '5 second'])('%p is 5 seconds', (value) => {
		expect(asNumber(value, 'seconds')).toBe(5);
		expect(asNumber(value)).toBeUndefined();
	});

	it.each([NaN, Infinity, '', ' ', '1e3', '0x10', '0,15', '5 USD', '.5', true, [5], null, '5 min'])(
		'%p is none',
		(value) => {
			expect(asNumber(value, 'seconds')).toBeUndefined();
		},
	);
});

describe('a choice', () => {
	it.each([
		['16:9 ', '16:9'],
		['16 : 9', '16:9'],
		['１６：９', '16:9'],
		['1080P', '1080p'],
		[' Auto', 'auto'],
		['3', 3],
		[3, 3],
	])('%p is %p', (value, choice) => {
		expect(asChoice(value, ['16:9', '1080p', 'auto', 3])).toBe(choice);
	});

	it.each(['', '16x9', '16', undefined, null, ['16:9'], true])('%p is none', (value) => {
		expect(asChoice(value, ['16:9', '1080p', 'auto', 3])).toBeUndefined();
	});

	it('the same case comes first', () => {
		expect(asChoice('A', ['a', 'A'])).toBe('A');
	});
});

describe('a text that was not meant', () => {
	it.each([
		['{{ $json.prompt }}', /switch the field to Expression/],
		['a {{\n$("Form").item\n}} b', /Expression/],
		['{{ a }} and {{ $json.b }}', /Expression/],
		['{{ $json.prompt', /switch the field to Expression/],
		['a {{$("Form").item.json.prompt', /Expression/],
		['{{ $now', /Expression/],
		['$json.prompt }}', /Expression/],
		['{ $json.prompt }', /Expression/],
		["A kite over $('Form').item.json.place", /Expression/],
		['{}', /found nothing/],
		[' { } ', /found nothing/],
		['[]', /found nothing/],
		['x [object Object]', /object/],
		[{ a: 1 }, /list or an object/],
		[['a'], /list or an object/],
		['undefined', /found nothing/],
		[' NULL ', /found nothing/],
		['NaN', /found nothing/],
		['\u200b', /invisible/],
		['\u2800 \ufeff\u00ad', /invisible/],
	])('%p', (value, why) => {
		expect(nonsenseIn(value)).toMatch(why);
	});

	it.each([
		'',
		'  ',
		'a fox',
		'{{ name }}',
		'it costs $5 {{',
		'$5 }} {{ a }}',
		'{{ 5 for $5',
		'a {{ b',
		'$jsonville',
		'{"prompt":"a fox"}',
		'[a fox]',
		'undefined behaviour',
		'nullify',
		undefined,
		null,
		5,
		true,
	])('%p may be meant', (value) => {
		expect(nonsenseIn(value)).toBeUndefined();
	});
});

it.each([
	['a \ud83d', 'a \ufffd'],
	['\ude00 b', '\ufffd b'],
	['😀', '😀'],
])('half a character goes: %p', (text, sent) => {
	expect(wellFormed(text)).toBe(sent);
});
