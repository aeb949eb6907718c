/** The icon in the forms that desktops, installers and windows take, drawn from one SVG. */
package dev.headroom.share.icon;
