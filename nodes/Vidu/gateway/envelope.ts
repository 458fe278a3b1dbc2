import { z } from 'zod';

import { SUCCESS } from './reason';

/** A text or a number, as text; undefined for anything else. */
export const text = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
/** An object of unknown parts. */
export const record = z.record(z.unknown());

/**
 * Takes a task out of what older answers wrap around it: `{"data":{…},"status":{"code":200,"message":"success"}}`.
 *
 * @returns `levels`: where the answer may say why it failed, inside first; `isSuccess`: whether it says of itself
 * that all is well
 */
export function unwrap(outer: Record<string, unknown>) {
	const data = record.safeParse(outer.data);
	const status = record.safeParse(outer.status);
	const isEnvelope = data.success && (status.success || outer.id === undefined);
	const inner = isEnvelope ? data.data : outer;
	const wrapper = status.success ? status.data : outer;
	const code = toInteger(typeof outer.status === 'number' ? outer.status : wrapper.code);
	const isFine = code === 0 || (code !== undefined && code >= 200 && code < 300);
	const isSuccess = isFine || saysSuccess(outer) || saysSuccess(wrapper);
	return { inner, levels: [inner, wrapper, outer], code, isSuccess };
}

/** Whether an answer says in another way than by a number that all is well. */
const saysSuccess = ({ success, code, error }: Record<string, unknown>): boolean =>
	[true, 1, 'true'].some((one) => one === success) ||
	(typeof code === 'string' && SUCCESS.test(code)) ||
	error === false ||
	error === 0;

// A list is no code, though JavaScript makes a number of one.
function toInteger(value: unknown): number | undefined {
	const number = Number(text.parse(value) || NaN);
	return Number.isInteger(number) ? number : undefined;
}

/** A code that is an HTTP status, of an error. */
export function statusIn(code: unknown): number | undefined {
	const status = toInteger(code);
	return status !== undefined && status >= 400 && status < 600 ? status : undefined;
}

/** Names of the fields that belong to a reason. */
const REASON_PARTS = [
	...['code', 'detail', 'error', 'message', 'msg', 'reason', 'status', 'success'],
	...['request_id', 'requestId', 'trace_id', 'traceId', 'timestamp', 'type', 'param'],
];

/** Whether an answer, or its `data`, holds anything but a reason. */
export function hasData(data: unknown): boolean {
	const isEmpty = (value: unknown): boolean =>
		!value || (typeof value === 'object' && Object.keys(value).length === 0);
	const parts = record.safeParse(data);
	if (!parts.success) return !isEmpty(data);
	return Object.entries(parts.data).some(
		([name, value]) => !REASON_PARTS.includes(name) && !isEmpty(value),
	);
}
