/** What the core says, as the features show it alike: for each standing a word and a tone, for each subject its figures. It judges nothing. */
package dev.headroom.console.status;
