/**
 * Parts that the features share: the bridge from the control loop to the screen, keyed row diffs, node ids, formats
 * of numbers and times, small controls.
 */
package dev.headroom.console.fx;
