/**
 * The window: top bar, navigation, figures, banners, keys; and the pictures of it. Start at {@link
 * dev.headroom.console.frame.MainFrame}.
 */
package dev.headroom.console.frame;
