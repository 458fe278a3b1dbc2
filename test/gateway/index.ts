/** What a program that uses the local gateway may rely on. */

export { ANSWER_STYLES, type AnswerStyle } from './answers';
export { CODES, describe as describeCode } from './codes';
export type { Counts, RequestEntry } from './counts';
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
export { MARKS_HELP, type Marks } from './marks';
export type { Operation } from './models';
export { DEFAULT_KEY, type Behaviour, type GatewayEvent, type GatewayOptions } from './options';
export { RATIOS, type Ratio } from './ratios';
export { REASONS } from './reasons';
export { pngFile, pngUri } from './samplePictures';
export { startGateway, type Gateway } from './server';
export type { UrlRules } from './signing';
export { EXTEND_RESULTS, type ExtendResult } from './sources';
export { ERROR_FORMS, type ErrorForm } from './taskErrors';
export { stateOf, type Failure, type Task, type TaskState } from './tasks';
export { USAGE_STYLES, type UsageStyle } from './usage';
export type { Params } from './validate';
