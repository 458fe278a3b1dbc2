/*
 * What is said of an item that bought nothing, and what stands in its place for a scene, before which
 * other scenes of the item were bought.
 */

export const NOTHING_CREATED = 'Nothing was created by this try.';

export const NOT_THIS_SCENE = 'This scene was not created by this try.';

export const ITEM_NOT_SUBMITTED = 'before this item was submitted';

export const SCENE_NOT_SUBMITTED = 'before this scene was submitted';
