/** The look of the window, kept from one run to the next: its theme, place and size. It knows no cluster. */
package dev.headroom.console.look;
