/** The program as desktops know it. */
package dev.headroom;
