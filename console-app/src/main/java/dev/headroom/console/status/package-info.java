/** The core's judgements in words, tones and figures, the same in all features. It judges nothing. */
package dev.headroom.console.status;
