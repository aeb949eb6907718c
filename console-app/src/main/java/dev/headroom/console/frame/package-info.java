/**
 * The window: top bar, navigation, figures, banners, keys; and the same window without a stage. Start at {@link
 * dev.headroom.console.frame.MainFrame}.
 */
package dev.headroom.console.frame;
