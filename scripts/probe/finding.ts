/** What was asked, what the node takes for true, and what the gateway said. */

/** `noted`: the node takes nothing for true here, or the gateway's answer left it open. */
export type Verdict = 'agrees' | 'disagrees' | 'noted';

/** One question and its answer. */
export interface Finding {
	/** Names the question, for programs. */
	id: string;
	question: string;
	/** What the node assumes. */
	assumed: string;
	/** What the gateway said, without anything secret. */
	said: string;
	verdict: Verdict;
	/** The file of the node, or of its documents, that rests on the assumption. */
	file: string;
}

/** What is known of a question before the gateway is asked. */
export type Question = Omit<Finding, 'said' | 'verdict'>;
