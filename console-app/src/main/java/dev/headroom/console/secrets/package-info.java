/** The window that asks for passphrases, passwords and answers to hosts. */
package dev.headroom.console.secrets;
