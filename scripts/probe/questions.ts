/** Every question of the probe, and what the node assumes. */

/** `noted`: the node assumes nothing here, or the gateway's answer left it open. */
export type Verdict = 'agrees' | 'disagrees' | 'noted';

/** One question and its answer. */
export interface Finding {
	/** Names the question, for programs. */
	id: string;
	question: string;
	/** The node's assumption. */
	assumed: string;
	/** The gateway's answer, without secrets. */
	said: string;
	verdict: Verdict;
	/** The file of the node, or of its documents, that relies on the assumption. */
	file: string;
}

const GATEWAY = 'nodes/Vidu/gateway';

/** The questions, except those about single models. The files name the sources of the assumptions. */
export const QUESTIONS = {
	'bad-key': {
		question: 'What is the answer to a wrong key?',
		assumed: 'HTTP 401',
		file: `${GATEWAY}/errorTexts.ts`,
	},
	'missing-task': {
		question: 'What is the answer to an unknown task ID?',
		assumed: 'HTTP 404, or a text such as "task not found"',
		file: `${GATEWAY}/client.ts`,
	},
	'preview-exists': {
		question: 'Is there a billing preview, and does it buy nothing?',
		assumed: 'It answers with a cost. Without previews: HTTP 404 or 405',
		file: `${GATEWAY}/estimate.ts`,
	},
	'preview-currency': {
		question: 'In which currency?',
		assumed: 'USD or credit',
		file: `${GATEWAY}/estimate.ts`,
	},
	'unknown-model': {
		question: 'What does the preview say about an unknown model?',
		assumed: 'No cost, and a reason',
		file: `${GATEWAY}/estimate.ts`,
	},
	'invalid-parameter': {
		question: 'What does the preview say about a duration of 1000 seconds?',
		assumed: 'No cost, and a reason',
		file: `${GATEWAY}/estimate.ts`,
	},
	'rate-headers': {
		question: 'Which headers mention a rate limit?',
		assumed: 'Retry-After with a 429, if any',
		file: `${GATEWAY}/parseResponse.ts`,
	},
	creation: {
		question: 'What is the answer to a creation?',
		assumed: 'HTTP 200 with id, status in_progress and the same model',
		file: `${GATEWAY}/client.ts`,
	},
	'created-at': {
		question: 'What is created_at?',
		assumed: 'The time of creation in seconds, milliseconds or ISO format',
		file: `${GATEWAY}/parseTask.ts`,
	},
	'status-words': {
		question: 'Which status words does it use?',
		assumed: 'in_progress, completed, failed, and older words for them',
		file: `${GATEWAY}/parseTask.ts`,
	},
	progress: {
		question: 'Is progress reported, and how?',
		assumed: 'A number from 0 to 1, or nothing',
		file: `${GATEWAY}/parseTask.ts`,
	},
	'time-taken': {
		question: 'How long does a task take?',
		assumed: 'Less than the Timeout of 900 s',
		file: 'nodes/Vidu/tasks/pollSchedule.ts',
	},
	'usage-when': {
		question: 'When does usage come?',
		assumed: 'With the first answer that has the video',
		file: 'nodes/Vidu/tasks/poll.ts',
	},
	'usage-form': {
		question: 'What is in usage?',
		assumed: 'cost (USD) or credits, as a number or as text',
		file: 'nodes/Vidu/output/cost.ts',
	},
	'preview-kept': {
		question: 'Does the video cost as much as the preview estimated?',
		assumed: 'The same amount',
		file: 'nodes/Vidu/execute/maxCost.ts',
	},
	output: {
		question: 'Where is the URL of the video?',
		assumed: 'output[].content[].url',
		file: `${GATEWAY}/videoUrls.ts`,
	},
	file: {
		question: 'What does that URL return?',
		assumed: 'HTTP 200 without a key, and a whole MP4 file',
		file: 'nodes/Vidu/download/fetchVideo.ts',
	},
	'file-length': {
		question: 'How long is a video of 4 seconds?',
		assumed: '4 s',
		file: 'nodes/Vidu/models/textToVideoModels.ts',
	},
	'url-query': {
		question: 'Does the URL need its exact query?',
		assumed: 'Possible: the node uses the URL unchanged',
		file: 'nodes/Vidu/download/fetchVideo.ts',
	},
	'url-expiry': {
		question: 'When does the URL expire, according to its query?',
		assumed: 'Not within an hour',
		file: 'docs/output.md',
	},
	'url-fresh': {
		question: 'Does each poll return the same URL?',
		assumed: 'Either is fine: after a refused download, the node polls for a new URL',
		file: 'nodes/Vidu/download/downloadVideos.ts',
	},
	'unknown-field': {
		question: 'Is an unknown field refused?',
		assumed: 'Yes, and nothing is bought',
		file: 'nodes/Vidu/models/check.ts',
	},
	'extension-length': {
		question: 'What is in the file of an extension?',
		assumed: 'The original and the added second: 5 s',
		file: 'nodes/Vidu/operations/longVideo/scenes.ts',
	},
	'extension-ids': {
		question: 'What are jobId and id in the output of an extension?',
		assumed: 'Perhaps a task ID of Vidu',
		file: 'nodes/Vidu/operations/extend.ts',
	},
	'creation-id': {
		question: 'Does one of them work as video_creation_id in a preview?',
		assumed: 'No: the node extends a video by video_url',
		file: 'nodes/Vidu/operations/extend.ts',
	},
} satisfies Record<string, Omit<Finding, 'id' | 'said' | 'verdict'>>;

export type QuestionId = keyof typeof QUESTIONS;
