/** Manual pages from the command line's own description. */
package dev.headroom.share.man;
