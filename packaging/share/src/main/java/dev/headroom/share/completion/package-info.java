/** Completion for shells from the command line's own description. */
package dev.headroom.share.completion;
