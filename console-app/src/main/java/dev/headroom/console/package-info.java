/** Where Headroom begins: {@link dev.headroom.console.Main}, and all wiring by hand. */
package dev.headroom.console;
