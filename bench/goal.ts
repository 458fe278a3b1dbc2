/** A row of the table of goals. */
export interface Goal {
	figure: string;
	goal: string;
	/** Undefined where the figure is only reported. */
	isReached?: boolean;
	measured: string;
	beside: string;
}
