import type { Params } from '../models/check';
import { parametersFor, undocumentedIn } from '../models/check';
import { isPrivateHost, sharePageOf } from '../models/urls';
import { doubtIn } from '../models/values';
import { isWebAddress, shorten } from '../text';
import type { ItemImages } from './images';
import type { ItemRequest } from './request';

/** A URL that the gateway is to fetch or to call. */
export interface Address {
	/** Its field, as the editor names it. */
	field: string;
	url: string;
}

/** The URLs of a request. Not those of custom parameters, which are sent unchecked. */
export function addressesOf({ model, params }: ItemRequest, images: ItemImages): Address[] {
	const all: Params = { ...params, ...images.identity };
	const parameters = parametersFor(model, params);
	return Object.entries(parameters).flatMap(([name, { type, format, displayName: field }]) =>
		type === 'array' || format === 'webAddress'
			? webAddressesIn(all[name]).map((url) => ({ field, url }))
			: [],
	);
}

function webAddressesIn(value: unknown): string[] {
	if (typeof value === 'string') return isWebAddress(value) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(webAddressesIn);
}

/** Hints for the user about a valid request. */
export function hintsOf({ model, params }: ItemRequest, images: ItemImages): string[] {
	const parameters = parametersFor(model, params);
	const doubts = Object.entries(parameters).flatMap(([name, parameter]) => {
		const { type, format, takesJson, displayName } = parameter;
		if (type !== 'string' || format !== undefined || takesJson === true) return [];
		const doubt = doubtIn(params[name]);
		return doubt === undefined ? [] : [`${displayName} ${doubt}`];
	});
	const pages = addressesOf({ model, params } as ItemRequest, images).flatMap(({ field, url }) => {
		const service = sharePageOf(url);
		return service === undefined ? [] : [sharePageHint(field, service)];
	});
	const undocumented = undocumentedIn(model, params);
	return [...new Set([...(images.hints ?? []), ...undocumented, ...doubts, ...pages])];
}

const sharePageHint = (field: string, service: string): string =>
	`${field} opens a page of ${service}, not the file itself. Use a direct link. For an image, you can also download the file in n8n and choose File.`;

/**
 * Which URLs the gateway cannot reach, because they lead to this machine or into a private network.
 *
 * @param gateway the base URL of the credential
 * @returns problems for a gateway on the internet; hints for one that is in a private network itself
 */
export function checkReach(
	addresses: readonly Address[],
	gateway: string,
): { problems: string[]; hints: string[] } {
	const isLocal = isPrivateHost(gateway);
	// The gateway's own machine is within its reach.
	const own = new URL(gateway).hostname;
	const unreachable = addresses.filter(
		({ url }) => isPrivateHost(url) && !(isLocal && new URL(url).hostname === own),
	);
	const said = unreachable.map(({ field, url }) => {
		const host = shorten(new URL(url).hostname);
		return isLocal
			? `${field} points to "${host}". A gateway outside of your network cannot reach it.`
			: `${field} points to "${host}", which the gateway cannot reach. Use a link that works on the internet`;
	});
	const once = [...new Set(said)];
	return isLocal ? { problems: [], hints: once } : { problems: once, hints: [] };
}
