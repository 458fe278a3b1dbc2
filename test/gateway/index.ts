/** The exports for programs that use the local gateway. */

export { ANSWER_STYLES, type AnswerStyle, type UsageStyle } from './answers';
export { CODES, REASONS } from './codes';
export { ESTIMATE_ANSWERS, isEstimateAnswer, type EstimateAnswer } from './estimates';
export type { Fault, FaultRequest } from './faults';
export { HOSTILE_API_ANSWERS, HOSTILE_FILE_ANSWERS, type HostileName } from './hostile';
export { DEFAULT_KEY, type GatewayEvent, type GatewayOptions } from './options';
export { RATIOS } from './ratios';
export { pngFile, pngUri } from './samplePictures';
export { startGateway, type Gateway } from './server';
export { MARKS_HELP, type Task } from './tasks';
export type { Params } from './validate';
