/** What a program that uses the local gateway may rely on. */

export { ANSWER_STYLES, type AnswerStyle } from './answers';
export { CODES, describe as describeCode } from './codes';
export type { Counts, RequestEntry } from './counts';
export type { Fault, FaultFunction, FaultRequest } from './faults';
export type { RateLimit } from './limits';
export {
	HOSTILE_API_ANSWERS,
	HOSTILE_FILE_ANSWERS,
	type HostileFault,
	type HostileName,
} from './hostile';
export { MARKS_HELP, type Marks } from './marks';
export type { Operation } from './models';
export { startGateway, type Gateway } from './server';
export { DEFAULT_KEY, type GatewayEvent, type GatewayOptions } from './state';
export { RATIOS, stateOf, type Ratio, type Task, type TaskState } from './tasks';
export type { Params } from './validate';
