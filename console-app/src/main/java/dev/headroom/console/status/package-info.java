/** The core's judgements in words, tones and figures, the same in all features. It makes no judgement of its own. */
package dev.headroom.console.status;
