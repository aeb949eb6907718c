/** What the features share: the one bridge from the control loop to the screen, keyed row diffs, node ids, words for numbers and times, small controls. */
package dev.headroom.console.fx;
