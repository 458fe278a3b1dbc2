import type { VideoFacts } from '../download/videoHeader';
import type { Asked } from './asked';

/** The requested values of an item, and the facts of its file. */
interface DownloadedVideo {
	item: number;
	asked: Asked;
	video: VideoFacts;
}

/** Encoders make a side a whole number of blocks: 528 lines count as 540p. */
const BLOCK = 16;
/** The part by which a ratio may be missed. */
const RATIO_TOLERANCE = 0.03;
/** Seconds by which a length may be missed. */
const LENGTH_TOLERANCE = 0.6;
/** Videos that are named. */
const MOST_NAMED = 5;

/** Says which videos are not what was asked for; undefined where all are. */
export function describeDifferences(videos: readonly DownloadedVideo[]): string | undefined {
	const found = videos.flatMap(({ item, asked, video }) => {
		const differences = differencesOf(asked, video);
		return differences.length > 0 ? [{ item, text: differences.join(' and ') }] : [];
	});
	if (found.length === 0) return undefined;
	if (videos.length === 1) return `The video is not what you asked for: it has ${found[0].text}.`;
	const named = found.slice(0, MOST_NAMED).map(({ item, text }) => `row ${item + 1} has ${text}`);
	const rest = found.length - named.length;
	const more = rest > 0 ? `; and ${rest} more, see "video" in the output` : '';
	return `${found.length} of ${videos.length} videos are not what you asked for: ${named.join('; ')}${more}.`;
}

function differencesOf(
	{ duration, resolution, aspectRatio, isExtension }: Asked,
	{ seconds, width, height }: VideoFacts,
): string[] {
	const differences: string[] = [];
	const lines = Number(/^(\d+)p$/.exec(String(resolution))?.[1] ?? 0);
	if (Math.min(width, height) <= lines - BLOCK) {
		differences.push(`${width} × ${height} pixels instead of ${resolution}`);
	}
	const [, across, down] = /^([\d.]+):([\d.]+)$/.exec(String(aspectRatio)) ?? [];
	const factor = (width / height) * (Number(down) / Number(across));
	if (Math.abs(factor - 1) > RATIO_TOLERANCE) {
		differences.push(`${width} × ${height} pixels instead of the ratio ${aspectRatio}`);
	}
	// The duration 0 lets the model choose. No document says how long the file of an extension is.
	const wanted = isExtension ? 0 : Number(duration ?? 0);
	if (wanted > 0 && Math.abs(seconds - wanted) > LENGTH_TOLERANCE) {
		differences.push(`${seconds} s instead of ${wanted} s`);
	}
	return differences;
}
