/*
 * What is said of an item that bought nothing, and what stands in its place for a scene, before which
 * other scenes of the item were bought; and what is said wherever something may have been bought.
 */

export const NOTHING_CREATED = 'Nothing was created by this try.';

export const NOT_THIS_SCENE = 'This scene was not created by this try.';

export const ITEM_NOT_SUBMITTED = 'before this item was submitted';

export const SCENE_NOT_SUBMITTED = 'before this scene was submitted';

export const MAY_EXIST =
	'The task may have been created; look at your tasks in the Vtrix console before running it again';
