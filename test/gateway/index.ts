/** What a program that uses the local gateway may rely on. */

export { ANSWER_STYLES, type AnswerStyle, type UsageStyle } from './answers';
export { CODES, REASONS } from './codes';
export {
	ESTIMATE_ANSWERS,
	isEstimateAnswer,
	type EstimateAnswer,
	type EstimateFunction,
} from './estimates';
export type { Fault, FaultFunction, FaultRequest } from './faults';
export type { RateLimit } from './limits';
export {
	HOSTILE_API_ANSWERS,
	HOSTILE_FILE_ANSWERS,
	type HostileFault,
	type HostileName,
} from './hostile';
export type { Operation } from './models';
export {
	DEFAULT_KEY,
	type Behaviour,
	type GatewayEvent,
	type GatewayOptions,
	type UrlRules,
} from './options';
export { RATIOS, type Ratio } from './ratios';
export { pngFile, pngUri } from './samplePictures';
export { startGateway, type Gateway } from './server';
export type { Counts, RequestEntry } from './state';
export { MARKS_HELP, stateOf, type Failure, type Marks, type Task, type TaskState } from './tasks';
export type { Params } from './validate';
