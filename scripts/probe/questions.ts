/** Every question that the probe asks, and what the node takes for true before it does. */

import type { Question } from './finding';

const GATEWAY = 'nodes/Vidu/gateway';

/** Every question but those about single models. Sources of the assumptions: the comments of their files. */
export const QUESTIONS = {
	'bad-key': {
		question: 'What does a wrong key get?',
		assumed: 'HTTP 401',
		file: `${GATEWAY}/explanations.ts`,
	},
	'missing-task': {
		question: 'What does a task that does not exist get?',
		assumed: 'HTTP 404, or words such as "task not found"',
		file: `${GATEWAY}/client.ts`,
	},
	'preview-exists': {
		question: 'Is there a billing preview, and does it buy nothing?',
		assumed: 'It answers with a cost, or with HTTP 404 or 405 where there is none',
		file: `${GATEWAY}/estimate.ts`,
	},
	'preview-currency': {
		question: 'In which currency?',
		assumed: 'USD or credit',
		file: `${GATEWAY}/estimate.ts`,
	},
	'unknown-model': {
		question: 'What does the preview say of a model that does not exist?',
		assumed: 'No cost, and a reason',
		file: `${GATEWAY}/estimate.ts`,
	},
	'invalid-parameter': {
		question: 'What does the preview say of a duration of 1000 seconds?',
		assumed: 'No cost, and a reason',
		file: `${GATEWAY}/estimate.ts`,
	},
	'rate-headers': {
		question: 'Which headers speak of a rate limit?',
		assumed: 'Retry-After with a 429, if any',
		file: `${GATEWAY}/retryAfter.ts`,
	},
	creation: {
		question: 'What does a creation answer?',
		assumed: 'HTTP 200 with id, status in_progress and the same model',
		file: `${GATEWAY}/client.ts`,
	},
	'created-at': {
		question: 'What is created_at?',
		assumed: 'Seconds, milliseconds or ISO text of the moment of the creation',
		file: `${GATEWAY}/read.ts`,
	},
	'status-words': {
		question: 'Which status words are there?',
		assumed: 'in_progress, completed, failed, and the older words for them',
		file: `${GATEWAY}/read.ts`,
	},
	progress: {
		question: 'Is progress reported, and how?',
		assumed: 'A number from 0 to 1, or nothing',
		file: `${GATEWAY}/read.ts`,
	},
	'time-taken': {
		question: 'How long does a task take?',
		assumed: 'Less than the Timeout of 900 s',
		file: 'nodes/Vidu/tasks/schedule.ts',
	},
	'usage-when': {
		question: 'When does usage come?',
		assumed: 'With the first answer that has the video',
		file: 'nodes/Vidu/tasks/wait.ts',
	},
	'usage-form': {
		question: 'What is in usage?',
		assumed: 'cost (USD) or credits, as a number or as text',
		file: 'nodes/Vidu/output/cost.ts',
	},
	'preview-kept': {
		question: 'Does the video cost what the preview said?',
		assumed: 'The same amount',
		file: 'nodes/Vidu/call/maxCost.ts',
	},
	output: {
		question: 'Where is the URL of the video?',
		assumed: 'output[].content[].url',
		file: `${GATEWAY}/read.ts`,
	},
	file: {
		question: 'What is behind that URL?',
		assumed: 'HTTP 200 without a key, and a whole MP4 file',
		file: 'nodes/Vidu/n8n/fetchVideo.ts',
	},
	'file-length': {
		question: 'How long is a video of 4 seconds?',
		assumed: '4 s',
		file: 'nodes/Vidu/models/textToVideoModels.ts',
	},
	'url-query': {
		question: 'Does the URL need its exact query?',
		assumed: 'It may: the URL is used as it came',
		file: 'nodes/Vidu/n8n/fetchVideo.ts',
	},
	'url-expiry': {
		question: 'When does the URL say that it expires?',
		assumed: 'Not within the hour',
		file: 'docs/output.md',
	},
	'url-fresh': {
		question: 'Does each look give the same URL?',
		assumed: 'Either way: a download that was refused takes the URL of a new look',
		file: 'nodes/Vidu/n8n/downloadVideos.ts',
	},
	'unknown-field': {
		question: 'Is a field refused that the model does not have?',
		assumed: 'It is refused, and nothing is bought',
		file: 'nodes/Vidu/models/check.ts',
	},
	'extension-length': {
		question: 'What does the file of an extension hold?',
		assumed: 'The original and the added second: 5 s',
		file: 'nodes/Vidu/items/scenes.ts',
	},
	'extension-ids': {
		question: 'What are jobId and id in the output of an extension?',
		assumed: 'The ID of a task at the model’s vendor, if there is one',
		file: 'nodes/Vidu/operations/extend.ts',
	},
	'creation-id': {
		question: 'Does one of them work as video_creation_id in a preview?',
		assumed: 'No: chains go by video_url',
		file: 'nodes/Vidu/operations/extend.ts',
	},
} satisfies Record<string, Omit<Question, 'id'>>;

export type QuestionId = keyof typeof QUESTIONS;
